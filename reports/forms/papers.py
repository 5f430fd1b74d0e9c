"""The front sheet of a paper, the commentary under a heading, and why a paper is held back."""

from typing import Any

from django import forms

from reports.models import Paper

LONGEST_NOTE, LONGEST_LINE = 10_000, 3_000  # letters


class FrontSheetForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the front sheet says. Nothing of it has to be filled in; what is empty says 'Not given'."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Paper
        fields = (
            "author",
            "lead_director",
            "purpose",
            "assurance",
            "recommendation",
            "decisions_asked",
            "risks",
            "regulation",
            "considered_by",
        )
        labels = {
            "author": "Author",
            "lead_director": "Lead director",
            "purpose": "Purpose of the paper",
            "assurance": "Level of assurance",
            "recommendation": "Recommendation",
            "decisions_asked": "Decisions asked for (optional)",
            "risks": "Links to risks (optional)",
            "regulation": "CQC links (optional)",
            "considered_by": "Previously considered by (optional)",
        }
        help_texts = {
            "author": "Name or post of whoever can be asked about it.",
            "assurance": "How sure the committee can be that the plan is delivered. It is your judgement.",
            "decisions_asked": "What the committee is to decide. Leave it empty if the paper is for information.",
            "risks": "For example, the number of the risk in your register.",
            "regulation": "For example, Well-led.",
            "considered_by": "Other meetings that considered it, and when.",
        }
        widgets = {
            "author": forms.TextInput(attrs={"autocomplete": "off"}),
            "lead_director": forms.TextInput(attrs={"autocomplete": "off"}),
            "purpose": forms.RadioSelect,
            "assurance": forms.RadioSelect,
            "recommendation": forms.Textarea(attrs={"rows": 3}),
            "decisions_asked": forms.Textarea(attrs={"rows": 3}),
            "risks": forms.Textarea(attrs={"rows": 2}),
            "regulation": forms.Textarea(attrs={"rows": 2}),
            "considered_by": forms.Textarea(attrs={"rows": 2}),
        }

    assurance = forms.ChoiceField(
        label=Meta.labels["assurance"],
        help_text=Meta.help_texts["assurance"],
        choices=[("", "Not given"), *Paper.Assurance.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not one of the fields that are written, so the page is told by us which version it shows.
        self.initial["version"] = self.instance.version


class NoteForm(forms.Form):
    """What the EDI lead writes under one heading."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Your commentary",
        help_text="It stands under the heading, in every form of the paper. Leave it empty to have none.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": f"Write {LONGEST_NOTE:,} characters or fewer."},
    )


class HoldForm(forms.Form):
    """Why a paper is not issued at its deadline."""

    because = forms.CharField(
        label="Why is the paper held back?",
        help_text="The other EDI leads read it here. For example, we wait for the staff survey.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say why the paper is held back.",
            "max_length": "Write 500 characters or fewer.",
        },
    )
