"""What is asked about a lead."""

from django import forms

from actions.models import Lead


class LeadForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who holds a post, and where messages to it go."""

    class Meta:
        model = Lead
        fields = ("name", "holder", "address")
        labels = {
            "name": "Post, team, network or committee",
            "holder": "Who holds it now",
            "address": "Email address for reminders",
        }
        help_texts = {
            "holder": "A person's name. Leave it empty if nobody does.",
            "address": "Without one, reminders go to the EDI leads.",
        }
        error_messages = {
            "name": {"required": "Enter the name of the post, team, network or committee."},
            "address": {"invalid": "Enter an email address, such as name@trust.nhs.uk."},
        }
        widgets = {"address": forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})}

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Lead.objects.filter(organisation=self.instance.organisation).exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(f"There is already a lead called {name}.")
        return str(name)
