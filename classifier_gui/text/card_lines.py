"""What a card says of its model, in words."""

from analysis.bundles.card import Card
from classifier_gui.text.language import Words
from hypermodels.dimensions import BASELINE, identifying
from studies.system.formats import percent


def trial(card: Card, words: Words) -> str:
    """What of the configuration departs from the baseline, but for the epochs, which `scale` says."""
    return words.names(_departures(card, words)) or words("baseline")


def _departures(card: Card, words: Words) -> list[str]:
    return [
        f"{words.dimension(name)} {value:g}" if isinstance(value, int | float) else str(value)
        for name, value in card.configuration.items()
        if name != "epochs" and value != BASELINE.get(name)
    ]


def _opened(card: Card, words: Words) -> str:
    pictures, times = f"{card.test.pictures:,}", card.test.times_opened
    if times == 1:
        return words("opened_once", pictures=pictures)
    return words("opened_times", pictures=pictures, times=times)


def scale(card: Card, words: Words) -> list[str]:
    """How long it was trained, and with how many filters."""
    epochs = card.configuration.get("epochs")
    trained = [] if epochs is None else [words("epochs", epochs=epochs)]
    return [*trained, words("width", width=card.width)]


def pictures(card: Card, words: Words) -> list[str]:
    """On how many pictures it was trained, where these were not all."""
    return [] if card.samples is None else [words("training_pictures", count=f"{card.samples:,}")]


def short(count: int) -> str:
    """62006 -> 62 k"""
    return f"{count / 1e6:.1f} M" if count >= 1e6 else f"{count / 1e3:.0f} k" if count >= 1e4 else f"{count:,}"


def details(card: Card, words: Words) -> str:
    """The trial behind a network, in lines."""
    told = identifying(card.configuration)
    configuration = [f"{words.dimension(name)}: {value}" for name, value in told.items()]
    seeds = words.names([percent(value) for value in card.validation.seeds.values()])
    test, parameters = card.test, words("parameters", count=f"{card.parameters:,}")
    seen = words("sees", side=card.side)
    return "\n".join(
        [
            words(
                "test_accuracy_of",
                accuracy=percent(test.accuracy),
                low=100 * test.low,
                high=percent(test.high),
                pictures=f"{test.pictures:,}",
            ),
            words.names([parameters, seen, *scale(card, words), *pictures(card, words)]),
            words("origin", study=card.study, run=card.run, seed=card.seed),
            words("validation_seeds", seeds=seeds),
            _opened(card, words),
            *configuration,
        ]
    )
