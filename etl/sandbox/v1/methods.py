"""The v1 methods the sandbox answers, in one table; any other name is E_METHOD_DONT_EXIT."""

from collections.abc import Mapping

from etl.sandbox.v1 import account, annotations, custom_fields, people, tags
from etl.sandbox.v1.agenda import agenda
from etl.sandbox.v1.opportunities import sales, sales_settings
from etl.sandbox.v1.shapes.params import Method
from etl.sandbox.v1.thirds import thirds

METHODS: Mapping[str, Method] = {
    **account.METHODS,
    **agenda.METHODS,
    **annotations.METHODS,
    **custom_fields.METHODS,
    **people.METHODS,
    **sales.METHODS,
    **sales_settings.METHODS,
    **tags.METHODS,
    **thirds.METHODS,
}
