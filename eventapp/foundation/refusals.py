"""What the domain says when a rule forbids what a person wishes."""


class Refusal(Exception):
    """A rule of the domain that a person's wish breaks.

    Subclasses are named for the reason and carry its facts as attributes. `str()` is a short
    sentence for developers; the words that people read stand in `eventapp.web.refusals`.
    """
