"""The data sets of the course, each with its names, its unit, its story and its source.

Every loader returns a `DataSet`. Nothing is downloaded: launches, digits and baseball games lie
beside this module. Tumors and irises come with scikit-learn, which takes a second to load: their
loaders import it when they are called.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, eq=False)
class DataSet:
    """A table of features, one label for each row, and where they come from.

    Attributes
    ----------
    X : ndarray of float64, shape (N, d)
        Features: one row for each sample, one column for each feature.
    y : ndarray of int64, shape (N,)
        Labels: the index of the class in `class_names`.
    feature_names : tuple of str, length d
        The name of each column of `X`.
    class_names : tuple of str, length K
        ``class_names[0]`` is the class with y = 0, ``class_names[1]`` the one with y = 1, …
    unit : str
        What the features are measured in, or that the source states no unit.
    story : str
        One paragraph: where the data come from and what they are good for.
    citation : str
        The publication to cite.
    """

    X: np.ndarray
    y: np.ndarray
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    unit: str
    story: str
    citation: str

    def column(self, name: str) -> np.ndarray:
        """Return one feature by its name.

        Parameters
        ----------
        name : str
            One of `feature_names`.

        Returns
        -------
        ndarray of float64, shape (N,)
            The values of that feature, in `unit`.

        Raises
        ------
        ValueError
            If no feature has that name. The message lists the names that exist.

        Examples
        --------
        >>> load_oring().column("temperature")[:3]
        array([66., 70., 69.])
        """
        if name not in self.feature_names:
            known = ", ".join(repr(known) for known in self.feature_names)
            raise ValueError(f"name must be one of the features {known}; got {name!r}.")
        return self.X[:, self.feature_names.index(name)]

    def __repr__(self):
        counts = np.bincount(self.y, minlength=len(self.class_names))
        classes = ", ".join(
            f"{name} {count}" for name, count in zip(self.class_names, counts, strict=True)
        )
        rows, columns = self.X.shape
        return f"DataSet(samples: {rows}, features: {columns}, classes: {classes})"


def load_oring() -> DataSet:
    """Load the 23 shuttle launches before Challenger: temperature, and O-ring distress or not.

    Returns
    -------
    DataSet
        N = 23, d = 1 (temperature in °F), y = 1 for distress (7 launches). Rows are in the order
        of the launches.

    Notes
    -----
    Known disputes about these data:

    - Four shuttles had made 24 flights. The rocket motors of the fourth flight were lost at
      sea, so 23 rows remain. Other tables keep 24 rows.
    - "Distress" here means erosion or blow-by of at least one of the six field-joint O-rings.
      Tables that count only erosion call the launch at 75 °F undamaged.
    - The number of damaged rings differs between sources, most of all for the launch at 53 °F.
      Yes or no is what the sources agree on, so this table holds yes or no.
    - For the launch of 28 January 1986 the figure usually used is 31 °F. The coldest row here is
      53 °F, so any statement about 31 °F is an extrapolation.

    The maximum-likelihood fit has intercept b = 15.0429, slope w = -0.23216 per °F and
    log-likelihood -10.1576. Chapters 0 to 4 of the course use these data.

    References
    ----------
    Dalal, S. R., Fowlkes, E. B., & Hoadley, B. (1989). Risk analysis of the space shuttle:
    Pre-Challenger prediction of failure. *Journal of the American Statistical Association*,
    84(408), 945–957.

    Examples
    --------
    >>> load_oring()
    DataSet(samples: 23, features: 1, classes: no distress 16, distress 7)
    """
    table = np.loadtxt(Path(__file__).parent / "data" / "oring.csv", delimiter=",", skiprows=1)
    return DataSet(
        X=table[:, :1],
        y=table[:, 1].astype(np.int64),
        feature_names=("temperature",),
        class_names=("no distress", "distress"),
        unit="degrees Fahrenheit (°F)",
        story=(
            "Rubber O-rings seal the joints of the space shuttle's rocket motors. After each of "
            "23 launches, engineers looked for rings that hot gas had eroded or passed: 7 "
            "launches showed such distress, more of them on cold days. On the evening before 28 "
            "January 1986 the question was whether to launch Challenger in the cold, at 31 °F by "
            "the figure usually used. The engineers' chart left out the launches without "
            "distress, and the pattern with it. Challenger was launched, a joint failed, and "
            "seven people died."
        ),
        citation=(
            "Dalal, S. R., Fowlkes, E. B., & Hoadley, B. (1989). Risk analysis of the space "
            "shuttle: Pre-Challenger prediction of failure. Journal of the American Statistical "
            "Association, 84(408), 945-957."
        ),
    )


def load_breast_cancer() -> DataSet:
    """Load 569 breast tumors: 30 features of the cell nuclei, benign or malignant.

    Returns
    -------
    DataSet
        N = 569, d = 30, **y = 1 for malignant** (212 tumors), y = 0 for benign (357).

    Notes
    -----
    scikit-learn codes these labels the other way round, 0 = malignant and 1 = benign. This
    loader turns them, so that p(y = 1 | x) is the probability of what one looks for. A
    coefficient fitted to scikit-learn's labels has the opposite sign.

    All 30 features together separate the two classes perfectly, so the likelihood has no
    maximum without a penalty; see `is_separable`. Chapters 1, 2, 4 and 8 use these data.

    References
    ----------
    Street, W. N., Wolberg, W. H., & Mangasarian, O. L. (1993). Nuclear feature extraction for
    breast tumor diagnosis. *Biomedical Image Processing and Biomedical Visualization*, Proc.
    SPIE 1905, 861–870.

    Examples
    --------
    >>> load_breast_cancer()
    DataSet(samples: 569, features: 30, classes: benign 357, malignant 212)
    """
    from sklearn import datasets

    source = datasets.load_breast_cancer()
    return DataSet(
        X=source.data,
        y=1 - source.target.astype(np.int64),
        feature_names=tuple(map(str, source.feature_names)),
        class_names=("benign", "malignant"),
        unit="the source states no unit: lengths and areas come from a digital image",
        story=(
            "A thin needle takes a few cells from a lump in the breast. Ten properties of the "
            "cell nuclei, such as radius, texture and concavity, are measured in a digital image "
            "of them. For each property the table holds the mean over the nuclei, its standard "
            "error, and the worst value (the mean of the three largest). The label says whether "
            "the lump turned out benign or malignant. The images come from Wisconsin, USA."
        ),
        citation=(
            "Street, W. N., Wolberg, W. H., & Mangasarian, O. L. (1993). Nuclear feature "
            "extraction for breast tumor diagnosis. Biomedical Image Processing and Biomedical "
            "Visualization, Proc. SPIE 1905, 861-870."
        ),
    )


def load_iris() -> DataSet:
    """Load 150 iris flowers: four lengths in cm, three species.

    Returns
    -------
    DataSet
        N = 150, d = 4, y = 0 for setosa, 1 for versicolor, 2 for virginica (50 of each).

    Notes
    -----
    Setosa can be separated from the other two by one straight line; versicolor and virginica
    overlap. The copy in scikit-learn matches Fisher's article; a copy that circulates in the
    UCI repository differs from it in two rows. Chapter 5 of the course uses these data.

    References
    ----------
    Fisher, R. A. (1936). The use of multiple measurements in taxonomic problems. *Annals of
    Eugenics*, 7(2), 179–188.

    Examples
    --------
    >>> load_iris()
    DataSet(samples: 150, features: 4, classes: setosa 50, versicolor 50, virginica 50)
    """
    from sklearn import datasets

    source = datasets.load_iris()
    return DataSet(
        X=source.data,
        y=source.target.astype(np.int64),
        feature_names=tuple(name.removesuffix(" (cm)") for name in source.feature_names),
        class_names=tuple(map(str, source.target_names)),
        unit="centimeters (cm)",
        story=(
            "Edgar Anderson measured 150 iris flowers: length and width of the sepal, the outer "
            "leaf of the flower, and of the petal, the inner one. There are 50 flowers of each "
            "of three species. Ronald Fisher used the table in 1936 to show how several "
            "measurements together tell species apart. The petals alone do most of the work."
        ),
        citation=(
            "Fisher, R. A. (1936). The use of multiple measurements in taxonomic problems. Annals "
            "of Eugenics, 7(2), 179-188."
        ),
    )


def load_digits() -> DataSet:
    """Load 1797 handwritten digits as images of 8 × 8 pixels.

    Returns
    -------
    DataSet
        N = 1797, d = 64 (the pixels, row by row), y = the digit itself, 0 to 9.

    Notes
    -----
    Each image was first scanned in black and white at 32 × 32. A value here counts the ink
    pixels in a block of 4 × 4, so it runs from 0 to 16; divide by 16 to get it into 0 to 1.
    Three of the 64 pixels are 0 in every image. Chapters 6, 8 and 10 of the course use these
    data.

    References
    ----------
    Alpaydin, E., & Kaynak, C. (1998). Optical recognition of handwritten digits. UCI Machine
    Learning Repository. https://doi.org/10.24432/C50P49

    Examples
    --------
    >>> data = load_digits()
    >>> data.X.shape, data.feature_names[:2], int(data.y[0])
    ((1797, 64), ('pixel_0_0', 'pixel_0_1'), 0)
    """
    # In each line the digit, and the ink of its 64 pixels: 0 to 9, then A to G for 10 to 16.
    table = (Path(__file__).parent / "data" / "digits.csv").read_text("ascii")
    lines = [line.split(",") for line in table.splitlines()[1:]]
    inks = np.array([[int(ink, 17) for ink in pixels] for _, pixels in lines])
    return DataSet(
        X=inks.astype(np.float64),
        y=np.array([int(digit) for digit, _ in lines]),
        feature_names=tuple(f"pixel_{row}_{column}" for row in range(8) for column in range(8)),
        class_names=tuple("0123456789"),
        unit="number of ink pixels in a block of 4 × 4, from 0 to 16",
        story=(
            "People wrote digits on forms. Each digit was scanned in black and white, and the "
            "scan was cut into 8 × 8 blocks of 4 × 4 pixels. A feature is the number of ink "
            "pixels in one block. These 1797 images are the test part of a larger collection, "
            "written by 13 people. A model must say which of the ten digits an image shows."
        ),
        citation=(
            "Alpaydin, E., & Kaynak, C. (1998). Optical recognition of handwritten digits. UCI "
            "Machine Learning Repository. https://doi.org/10.24432/C50P49"
        ),
    )


def load_baseball() -> DataSet:
    """Load the 273 games of seven baseball teams against each other in 1987, none of them a tie.

    Returns
    -------
    DataSet
        N = 273, d = 7. In each row the home team has 1, the visiting team -1, the others 0;
        **y = 1 if the home team won** (154 games). Each pair of teams met 13 times.

    Notes
    -----
    The table counts wins for each pair and place. In which order the games were played it does
    not say: rows go by home team, then by visiting team, the home team's wins first.

    The features of each row sum to 0, so a weight vector and the same plus a constant give the
    same scores: leave one team out, or penalize. With Baltimore at 0 the maximum-likelihood fit
    without a bias is Milwaukee 1.5814, Detroit 1.4364, Toronto 1.2945, New York 1.2476, Boston
    1.1077, Cleveland 0.6839: log-odds, in nats. Its log-likelihood is -172.2482. A bias is what
    playing at home adds to the log-odds: 0.3023. Chapter 12 of the course uses these data.

    References
    ----------
    Agresti, A. (2002). *Categorical Data Analysis* (2nd ed.), tables 10.10 and 10.11, pp. 437 to
    438. Wiley. The wins at home and away are those of the data set ``baseball`` in Turner, H., &
    Firth, D. (2012). Bradley-Terry models in R: The BradleyTerry2 package. *Journal of
    Statistical Software*, 48(9), 1–21.

    Examples
    --------
    >>> load_baseball()
    DataSet(samples: 273, features: 7, classes: home lost 119, home won 154)
    """
    table = (Path(__file__).parent / "data" / "baseball.csv").read_text("ascii")
    lines = [line.split(",") for line in table.splitlines()[1:]]
    teams = tuple(dict.fromkeys(home for home, *_ in lines))
    rows, won = [], []
    for home, away, *wins in lines:
        row = [float(team == home) - float(team == away) for team in teams]
        for label, count in zip((1, 0), map(int, wins), strict=True):
            rows += [row] * count
            won += [label] * count
    return DataSet(
        X=np.array(rows),
        y=np.array(won),
        feature_names=teams,
        class_names=("home lost", "home won"),
        unit="1 for the home team, -1 for the visiting team, 0 for the others",
        story=(
            "In 1987 seven baseball teams made up the Eastern Division of the American League. "
            "Each pair met 13 times, and no game of baseball ends in a tie. Detroit and Milwaukee "
            "won most games within the division, Baltimore fewest. Alan Agresti's textbook uses "
            "the table to show what a model of paired comparisons does."
        ),
        citation=(
            "Agresti, A. (2002). Categorical Data Analysis (2nd ed.), tables 10.10 and 10.11. "
            "Wiley."
        ),
    )
