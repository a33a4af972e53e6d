"""What the care rules see of the frozen sentences, and what they take for danger that is none.

    python -m bench.care

The sentences were written, and their hash committed, before the first rule (tests/care/frozen.jsonl). One hand wrote
both, so other people's words will fare worse than these figures say.
"""

from collections.abc import Iterable

from bot.domain.care import is_worrying
from tests.care.sentences import EXPLICIT, FROZEN, IDIOMS, IMPLIED, TALK, Sentence, sentences


def share(found: Iterable[bool]) -> tuple[int, int]:
    """How many are so, of how many."""
    answers = list(found)
    return sum(answers), len(answers)


def line(name: str, some: list[Sentence]) -> str:
    yes, all_ = share(is_worrying(sentence.text) for sentence in some)
    return f"{name:<44} {yes:>4} of {all_:>4} {100 * yes / all_:6.1f} %"


def main() -> None:
    frozen = sentences(FROZEN)
    danger = [sentence for sentence in frozen if sentence.label == "danger"]
    quiet = [sentence for sentence in frozen if sentence.label == "quiet"]
    print(line("explicit, of oneself: seen", [s for s in danger if s.kind in EXPLICIT]))
    print(line("implied, done by others, about others: seen", [s for s in danger if s.kind in IMPLIED]))
    print(line("idioms, machines, games: false alarms", [s for s in quiet if s.kind in IDIOMS]))
    print(line("negations, quotes, everyday: false alarms", [s for s in quiet if s.kind in TALK]))
    for kind in sorted({(s.label, s.kind) for s in frozen}):
        print(line(f"  {kind[0]}: {kind[1]}", [s for s in frozen if (s.label, s.kind) == kind]))
    print("\nread wrongly:")
    for sentence in frozen:
        if is_worrying(sentence.text) is not (sentence.label == "danger"):
            print(f"  {sentence.label}, {sentence.kind}: {sentence.text[:100]}")


if __name__ == "__main__":
    main()
