"""Reading what `make train` wrote into coach/weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import DataError

if TYPE_CHECKING:
    import numpy as np

FOLDER = Path(__file__).parent / "weights"


def unreadable(file: Path, error: Exception) -> DataError:
    """The error for weights that can't be used."""
    return DataError("weights", f"The weights {file.name} can't be read: {error}; reinstall star-coach.")


def read_json(file: Path) -> dict:
    """The object in a JSON file. Raises DataError."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise unreadable(file, error) from error


def read_tables(file: Path) -> dict[str, np.ndarray]:
    """The arrays in a safetensors file, by name. Raises DataError."""
    from safetensors.numpy import load_file

    try:
        return load_file(file)
    except (OSError, ValueError) as error:
        raise unreadable(file, error) from error
