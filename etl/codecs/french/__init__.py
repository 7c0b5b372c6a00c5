"""Numbers and codes that French administrations give: SIREN, SIRET, VAT, NAF, postal codes."""
