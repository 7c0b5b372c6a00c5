"""The v1 methods the sandbox answers, in one table; any other name is E_METHOD_DONT_EXIT."""

from collections.abc import Mapping

from etl.sandbox import (
    rpc_account,
    rpc_agenda,
    rpc_annotations,
    rpc_custom_fields,
    rpc_people,
    rpc_sales,
    rpc_sales_settings,
    rpc_tags,
    rpc_thirds,
)
from etl.sandbox.rpc_params import Method

METHODS: Mapping[str, Method] = {
    **rpc_account.METHODS,
    **rpc_agenda.METHODS,
    **rpc_annotations.METHODS,
    **rpc_custom_fields.METHODS,
    **rpc_people.METHODS,
    **rpc_sales.METHODS,
    **rpc_sales_settings.METHODS,
    **rpc_tags.METHODS,
    **rpc_thirds.METHODS,
}
