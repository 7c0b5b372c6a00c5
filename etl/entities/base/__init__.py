"""Building blocks of an entity: columns, rules, schema, resource."""
