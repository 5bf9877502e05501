"""`python -m moderation.suggesting.train`: learns the phrases anew and writes `moderation/data/categories.npz`.

The same phrases give the same bytes. Needs scikit-learn, which is there for development only. About a minute.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from moderation.suggesting.composing import compose
from moderation.suggesting.features import BUCKETS
from moderation.suggesting.phrases import read_phrases
from moderation.suggesting.weighing import FILE, counted

#: How closely to follow the phrases; higher learns them by heart.
CLOSENESS = 5.0
ROUNDS = 60
#: A weight is kept as a whole number from -127 to 127.
LARGEST = 127


def main() -> None:
    """Learns and writes."""
    texts, subjects = zip(*compose(read_phrases()), strict=True)
    categories = sorted(set(subjects))
    counts = counted_all(texts)
    seen = np.bincount(counts.indices, minlength=BUCKETS)
    telling = (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float16)
    learner = LogisticRegression(C=CLOSENESS, max_iter=ROUNDS, tol=1e-6, fit_intercept=False)
    learner.fit(normalize(counts @ diags(telling.astype(np.float64))), [categories.index(each) for each in subjects])
    scale = np.abs(learner.coef_).max(axis=1) / LARGEST
    rows = np.rint(learner.coef_.T / scale).astype(np.int8)
    path = Path(str(FILE))
    np.savez_compressed(
        path, categories=np.array(categories), rows=rows, scale=scale.astype(np.float32), telling=telling
    )
    sys.stdout.write(f"{len(texts)} texts, {len(categories)} categories, {path.stat().st_size // 1024} KB\n")


def counted_all(texts: tuple[str, ...]) -> csr_matrix:
    """A row per text, a column per bucket."""
    counts = [counted(text) for text in texts]
    edges = np.cumsum([0, *(len(buckets) for buckets, _ in counts)])
    columns = np.concatenate([buckets for buckets, _ in counts])
    values = np.concatenate([values for _, values in counts])
    return csr_matrix((values, columns, edges), shape=(len(texts), BUCKETS))


if __name__ == "__main__":
    main()
