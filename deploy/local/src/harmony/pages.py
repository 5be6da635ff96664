"""Print the generated pages of `docs/`: `python -m harmony.pages`. A test compares them with what stands there."""

from pathlib import Path

from authorization.domain.rule_pages import rules_as_json as authorization_rules
from casemanagement.domain.rule_pages import rules_as_json as case_rules
from casemanagement.domain.source_sentences import sentences_as_markdown as case_sentences
from disease.domain.rule_pages import rules_as_json as disease_rules
from disease.domain.source_sentences import sentences_as_markdown as disease_sentences
from plans.domain.rule_pages import rules_as_json as plan_rules
from plans.domain.source_sentences import sentences_as_markdown
from shared.kernel.rule_pages import rules_as_markdown

INTRODUCTION = """Generated from the rule catalogues of the services by `python -m harmony.pages`.

A dry run or a step of a plan judges the rules of its own stage and of the stages before it: edit, submit, forward,
decide. An error blocks, a hold waits, a warning asks, an info tells. Sentences of the provider update stand word for
word in `docs/sources`; those of the domain reference are our own words. A rule of a disease identifies a member or
gives a tier when its sentence holds, a rule of case management finds a program.

"""


def generated_pages() -> dict[str, str]:
    """File name in `docs/` to content."""
    rules = INTRODUCTION + rules_as_markdown("Plans", plan_rules())
    rules += "\n" + rules_as_markdown("Authorization", authorization_rules())
    rules += "\n" + rules_as_markdown("Case management", case_rules())
    rules += "\n" + rules_as_markdown("Disease", disease_rules())
    sentences = sentences_as_markdown() + case_sentences() + disease_sentences()
    return {"rules.md": rules, "source-sentences.md": sentences}


if __name__ == "__main__":
    for name, content in generated_pages().items():
        (Path("docs") / name).write_text(content)
