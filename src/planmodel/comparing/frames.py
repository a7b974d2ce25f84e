"""The way to pandas tables (extra ``frames``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planmodel.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame_class"]


def frame_class() -> type[pd.DataFrame]:
    """Return the class of pandas tables.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtraError("pandas", extra="frames", purpose="a pandas table") from None
    return pd.DataFrame
