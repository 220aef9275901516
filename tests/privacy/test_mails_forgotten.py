from .test_personal_data import NAME, PersonalDataCase


class TestMailsForgotten(PersonalDataCase):
    """E-mails about an order that Odoo keeps, to whomever, name the buyer no longer."""

    def mail(self, document, partner_field):
        template = self.env['mail.template'].create({
            'name': "Template",
            'model_id': self.env['ir.model']._get_id(document._name),
            'subject': "Mugs of {{ object.partner_id.name }}",
            'body_html': '<p title="of">Dear <b t-out="object.partner_id.name"/></p>',
            'partner_to': f'{{{{ object.{partner_field}.id }}}}',
            'auto_delete': False,
        })
        return self.env['mail.mail'].browse(template.send_mail(document.id))

    def assert_forgotten(self, mail):
        self.assertIn(NAME, mail.body_html)
        self.forget()
        self.assertEqual(self.left(NAME, tables=self.all_tables()), [])
        self.assertIn('<p title="of">Dear <b', mail.body_html)

    def test_withheld_from_the_buyer(self):
        mail = self.mail(self.deliver(), 'partner_id')
        self.assertEqual(mail.state, 'cancel')
        self.assert_forgotten(mail)

    def test_of_a_delivery_to_a_colleague(self):
        picking = self.deliver().picking_ids
        picking.user_id = self.env.ref('base.user_admin')
        self.assert_forgotten(self.mail(picking, 'user_id.partner_id'))
