from typing import final

import pyarrow

__all__ = [
    "JiehaoError",
    "PageError",
    "Register",
    "RegisterError",
    "TableError",
    "__version__",
    "clean",
    "extract",
    "extract_batch",
    "package",
    "readings_schema",
    "records",
    "records_schema",
]

__version__: str

class JiehaoError(Exception): ...
class PageError(JiehaoError): ...
class TableError(JiehaoError): ...
class RegisterError(JiehaoError): ...

def clean(bytes: bytes, name: str | None, script: str) -> tuple[str, list[str]]: ...
def extract(bytes: bytes, name: str | None, least: float) -> list[str]: ...
def extract_batch(
    batch: pyarrow.RecordBatch, page: str, doc: str, taken: str | None, jobs: int
) -> pyarrow.RecordBatch: ...
def records(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch: ...
def readings_schema() -> pyarrow.Schema: ...
def records_schema() -> pyarrow.Schema: ...
def package(tables: list[tuple[str, str, str]]) -> str: ...

@final
class Register:
    def __new__(cls, place: str) -> Register: ...
    def acts(
        self,
        types: list[str],
        region: str | None,
        country: str | None,
        person: str | None,
        since: str | None,
        until: str | None,
        limit: int | None,
    ) -> pyarrow.Table: ...
    def evidence(
        self,
        types: list[str],
        region: str | None,
        country: str | None,
        person: str | None,
        since: str | None,
        until: str | None,
        limit: int | None,
    ) -> pyarrow.Table: ...
