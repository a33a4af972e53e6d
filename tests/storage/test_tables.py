"""Whoever imports the tables has them all."""

import inspect
from pkgutil import iter_modules

import storage.tables


def test_every_module_of_tables_is_imported_with_the_package() -> None:
    source = inspect.getsource(storage.tables)
    for module in iter_modules(storage.tables.__path__):
        assert f"from storage.tables import {module.name} as {module.name}\n" in source or module.name == "columns"
