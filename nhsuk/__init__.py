"""How pages look: the NHS design system as a template pack for forms and as small includes."""
