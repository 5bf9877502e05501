"""What the reporter answered, in words."""

from collections.abc import Mapping

from backend.casework.model import AnswerView
from backend.neighbourhood import Category, Neighbourhood, Question
from backend.texts import mark, translate

YES_NO = {"ja": mark("Ja"), "nee": mark("Nee"), "weet-niet": mark("Weet ik niet")}


def answers_of(
    neighbourhood: Neighbourhood, category: Category, answers: Mapping[str, str], language: str
) -> list[AnswerView]:
    """Questions with their answers. After a change of category the slug of an old question stands for it."""
    questions = {question.slug: question for question in category.questions}
    return [
        AnswerView(
            neighbourhood.label(questions[slug].label, language) if slug in questions else slug,
            answer_words(neighbourhood, questions.get(slug), answer, language),
            urgent=answer == "ja" and asks_for_danger(neighbourhood, questions, slug),
        )
        for slug, answer in answers.items()
    ]


def asks_for_danger(neighbourhood: Neighbourhood, questions: Mapping[str, Question], slug: str) -> bool:
    """Whether a yes means danger: an old question counts too, since danger does not end with a change of category."""
    if slug in questions:
        return questions[slug].urgent
    every = (question for category in neighbourhood.categories for question in category.questions)
    return any(question.urgent for question in every if question.slug == slug)


def answer_words(neighbourhood: Neighbourhood, question: Question | None, answer: str, language: str) -> str:
    """The label of a chosen answer, or what was typed."""
    if question is not None and question.kind == "choice":
        labels = {option.slug: option.label for option in question.options}
        return neighbourhood.label(labels.get(answer, answer), language)
    return answer if question and question.kind == "text" else translate(language, YES_NO.get(answer, answer))
