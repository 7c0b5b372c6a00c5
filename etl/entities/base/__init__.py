"""What an entity is made of: columns, rules, schema, resource, and how headers name them."""
