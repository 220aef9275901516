from .test_whose_tax import TaxCase, facilitated


class TestWithheldPositions(TaxCase):
    """The fiscal positions that are made, in any company, and what becomes of deleted ones."""

    def setUp(self):
        super().setUp()
        self.positions = self.env['account.fiscal.position']

    def create_company(self, name, **values):
        company = self.env['res.company'].create({
            'name': name, 'country_id': self.company.account_fiscal_country_id.id, **values,
        })
        (self.env.user + self.account.user_id).company_ids += company
        return company

    def made_for(self, company):
        return self.positions.search([
            ('company_id', '=', company.id), ('amazon_tax_scheme', '!=', False),
        ])

    def test_companies_of_one_country_have_their_own(self):
        other = self.create_company("Other")
        self.create_account(name="Of the other", company_id=other.id)
        made = self.made_for(other)
        self.assertEqual(made.amazon_tax_id.company_id, other)
        self.assertEqual(
            made.mapped('amazon_tax_scheme'),
            self.made_for(self.company).mapped('amazon_tax_scheme'),
        )

    def test_branch_has_the_tax_of_its_parent(self):
        branch = self.create_company("Branch", parent_id=self.company.id)
        self.create_account(name="Of the branch", company_id=branch.id)
        self.assertEqual(
            self.made_for(branch).amazon_tax_id, self.made_for(self.company).amazon_tax_id
        )

    def test_parent_has_a_tax_beside_that_of_its_branch(self):
        parent = self.create_company("Parent")
        branch = self.create_company("Branch", parent_id=parent.id)
        of_branch = self.positions._of_amazon_scheme(branch, 'facilitator')
        of_parent = self.positions._of_amazon_scheme(parent, 'facilitator')
        self.assertEqual(of_branch.amazon_tax_id.company_id, branch)
        self.assertEqual(of_parent.amazon_tax_id.company_id, parent)

    def test_deleted_position_is_made_again(self):
        made = self.made_for(self.company)
        taxes = made.amazon_tax_id
        made.unlink()
        order = self.place(facilitated())
        sale_order = self.assert_adds_up(order, 4)
        self.assertIn(sale_order.fiscal_position_id.amazon_tax_id, taxes)

    def test_deleted_tax_is_made_again(self):
        self.made_for(self.company).amazon_tax_id.unlink()
        sale_order = self.assert_adds_up(self.place(facilitated()), 4)
        self.assertTrue(sale_order.fiscal_position_id.amazon_tax_id)

    def test_tax_that_a_person_took_off_stays_off(self):
        self.made_for(self.company).amazon_tax_id = False
        sale_order = self.assert_adds_up(self.place(facilitated()), 4)
        self.assertFalse(sale_order.fiscal_position_id.amazon_tax_id)

    def test_company_gets_its_country_later(self):
        other = self.create_company("Other", country_id=False)
        self.create_account(name="Of the other", company_id=other.id)
        position = self.made_for(other)[:1]
        self.assertFalse(position.amazon_tax_id)
        other.country_id = other.account_fiscal_country_id = self.env.ref('base.de')
        self.assertEqual(
            self.positions._of_amazon_scheme(other, position.amazon_tax_scheme), position
        )
        self.assertEqual(position.amazon_tax_id.country_id.code, 'DE')
