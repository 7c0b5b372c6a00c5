"""The same contacts by dlt's REST source, to CSV files: run by `bench_export.py --dlt PYTHON`, in a Python that has dlt.

pip install 'dlt[filesystem]'. The step's name says what is asked for beside the contacts: `staffs`, whose names an
export shows for the owners' ids, and `companies`, which dlt asks for contact by contact.
"""

import os
import sys
import time
from pathlib import Path

import dlt
from dlt.sources.helpers.rest_client.paginators import JSONResponseCursorPaginator
from dlt.sources.rest_api import rest_api_source

EMBED = ("smart_tags", "invoicing_address", "delivery_address")


class Seek(JSONResponseCursorPaginator):
    """Sellsy's cursor: a page that is not full is the last one."""

    def update_state(self, response, data=None):
        """Take the cursor of an answer."""
        super().update_state(response, data)
        told = response.json()["pagination"]
        self._has_next_page = told["count"] == told["limit"]


def count_of(path):
    """Return the rows of a CSV file without line breaks in its cells."""
    with path.open(encoding="utf-8") as file:
        return sum(1 for _ in file) - 1


def main() -> None:
    """Export, and print what it took."""
    folder, url = Path(os.environ["BENCH_FOLDER"]) / sys.argv[-1], os.environ["SELLSY_LOGIN_URL"]
    os.environ["DESTINATION__FILESYSTEM__BUCKET_URL"] = (folder / "dlt").as_uri()
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    os.environ["DATA_WRITER__DISABLE_COMPRESSION"] = "true"
    params = {"limit": 100, "embed[]": list(EMBED)}
    contacts = {
        "name": "contacts",
        "endpoint": {"path": "contacts", "params": params, "data_selector": "data"},
    }
    path = "contacts/{resources.contacts.id}/companies"
    companies = {"name": "companies", "endpoint": {"path": path, "params": {"limit": 100}, "data_selector": "data"},
                 "include_from_parent": ["id"]}  # fmt: skip
    staffs = {
        "name": "staffs",
        "endpoint": {"path": "staffs", "params": {"limit": 100}, "data_selector": "data"},
    }
    more = {"staffs": staffs, "companies": companies}
    began = time.perf_counter()
    source = rest_api_source(
        {
            "client": {
                "base_url": f"{url}/v2/",
                "auth": {
                    "type": "oauth2_client_credentials",
                    "access_token_url": f"{url}/oauth2/access-tokens",
                    "client_id": "bench",
                    "client_secret": "bench",
                },
                "paginator": Seek(cursor_path="pagination.offset", cursor_param="offset"),
            },
            "resources": [contacts, *(more[name] for name in sys.argv[-1].split("-")[1:])],
        }
    )
    pipeline = dlt.pipeline(
        "bench", destination="filesystem", dataset_name="contacts", pipelines_dir=str(folder / "state")
    )
    pipeline.run(source, loader_file_format="csv")
    took = time.perf_counter() - began
    rows = sum(count_of(path) for path in (folder / "dlt").glob("contacts/contacts/*.csv"))
    assert rows == int(sys.argv[1]), rows
    print(f"seconds={took:.3f}")


if __name__ == "__main__":
    main()
