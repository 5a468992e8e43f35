"""Why: a secret that a test brings into a log line or an error is one that a bot would bring there,
so what each test wrote is searched, whatever the test is about. It must print no secret itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

#: what stand-ins take for tokens and signing secrets, whole or their telling beginning
SECRET = re.compile(r"xox[abp]-\d{3}|xapp-\d-A|MTEx\.[a-z]|(?:0123456789abcdef){2}")


def judged(report: pytest.TestReport) -> pytest.TestReport:
    """Return the report of a test; one that wrote a secret has failed, and says where."""
    where = [name for name, text in report.sections if SECRET.search(text)]
    if where and not report.failed:
        report.outcome = "failed"
        report.longrepr = f"A secret stands in: {', '.join(where)}."
        report.sections = [one for one in report.sections if one[0] not in where]
    return report
