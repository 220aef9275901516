from ..common import AmazonCase


class TestWordsOnScreens(AmazonCase):
    """What people read beside a value, and in several places."""

    def labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    def test_no_value_repeats_its_label(self):
        repeated = [
            (model._name, field.name)
            for model in self.env.values() for field in model._fields.values()
            if field.type == 'selection' and 'amazon_connector' in field._modules
            and isinstance(field.selection, list)
            and field.string in self.labels(model._name, field.name).values()
        ]
        self.assertFalse(repeated)

    def test_question_is_called_the_same_everywhere(self):
        said = {
            self.labels('amazon.order', 'state')['conflict'],
            self.labels('amazon.todo', 'kind')['decide'],
            *(self.env[model]._fields['amazon_conflict'].string
              for model in ('sale.order', 'stock.picking')),
        }
        self.assertEqual({words.lower() for words in said}, {"to decide"})

    def test_parcel_that_amazon_is_not_told_of_reads_like_the_button(self):
        form = self.env['stock.picking'].get_view(view_type='form')['arch']
        words = self.labels('amazon.shipment', 'state')['given_up']
        self.assertIn(f'string="{words}"', form)
