"""The report for machines: the same figures as JSON and as a table."""

import csv
import io
from typing import Any

from forum.transparency.report import Report

COLUMNS = ("year", "section", "figure", "count", "median_seconds")


def as_json(report: Report) -> dict[str, Any]:
    sections = {
        section.name: {
            figure.name: _numbers(figure.count, figure.seconds, section.is_timed) for figure in section.figures
        }
        for section in report.sections
    }
    return {"year": report.year, "sections": sections}


def as_csv(report: Report) -> str:
    """No cell begins as a formula would: all are names of ours and numbers (RFC 4180 spelling)."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for section in report.sections:
        for figure in section.figures:
            writer.writerow([report.year, section.name, figure.name, figure.count, figure.seconds])
    return table.getvalue()


def _numbers(count: int, seconds: int | None, is_timed: bool) -> dict[str, int | None]:
    return {"count": count, "median_seconds": seconds} if is_timed else {"count": count}
