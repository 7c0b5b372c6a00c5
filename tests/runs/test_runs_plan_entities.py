"""Every entity, whole: planned, applied without a false drift, and verified as sent."""

import pytest
from calling import call
from test_runs_mission import ENTITIES, ROWS, _fill

from etl import apply_plan, plan_file, verify_run
from etl.commands.data.templates import write_template
from etl.entities import entity_named

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ENTITIES)
def test_what_is_planned_is_applied_and_is_as_sent(demo, tmp_path, name):
    """Fifty varied rows: the plan that is applied on an account nobody touched leaves exactly what was planned."""
    path = tmp_path / f"{name}.xlsx"
    call(write_template, name, path, lang="fr")
    _fill(path, entity_named(name), [ENTITIES[name](i, name) for i in range(ROWS)])
    writes = demo.writes()
    planned = plan_file(path, entity=name, settings=demo.settings)
    assert (planned.counts["created"], demo.writes()) == (ROWS, writes)
    applied = apply_plan(planned.report, settings=demo.settings)
    assert applied.counts == planned.counts, [p.texts() for p in applied.problems]
    assert verify_run(applied.run_id, settings=demo.settings).exit_code == 0
