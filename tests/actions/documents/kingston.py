"""Kingston's printed plan as a Word document, made from sample/kingston-wres-2021.txt.

The words are the print's, spelt as there, and so are the cells: which are merged, and what stands in each. Blank lines
bring each timescale and lead to the height of its action, as the print does.
"""

from docx.table import Table

from tests.actions.documents.documents import HEADINGS, Written, add_table, as_bytes, merge_down, new_document

WIDTHS = (4500, 900, 6300, 1150, 2500)
ED = "Equality, Diversity & Inclusion"
BLANK = ""

RECRUITING = [
    "* Implement diverse interviewing on a wider scale ensuring BME representation on interview panels for roles at "
    "Bands 7 and above with a campaign to recruit diverse panel members and develop training for the role.",
    "* Provide clear protocols for chairs of interview panel on role of the BME representative and how they can "
    "support them.",
    f"* Review recruitment and selection training to ensure {ED} is included and up to date",
    "* Continue with mutual mentoring and roll out programme more widely across the Trust with increased places for "
    "staff to take part",
    "* Set a more ambitious timeframe for achievement of \u2018Model Employer\u2019 goals for Bands 8A-VSM BME "
    "recruitment as recommended from NHSI Model Employer leadership strategy:",
    "By 2023 achieve the following numbers of BME staff in post  (Target date is 2025 for Bands 8a and above)  Numbers "
    "in brackets are actual staff in post September 2021)",
    BLANK,
    "** 73 staff Band 8A (2021 \u2013 48)",
    "** 17 staff Band 8B (2021 \u2013 6)",
    "** 10 staff Band 8C (2021 \u2013 8)",
    "** 5 staff Band 8D (2021 \u2013 1)",
    "** 1 staff Band 9 (2021 \u2013 1)",
    "** 5 staff VSM (2021 \u2013 1)",
    BLANK,
    f"Interim reports to be made to the {ED} Committee every quarter",
    BLANK,
    "* Analyse the distribution of staff at Bands 8A and above and develop recruitment plans by service and/or "
    "profession that will achieve the model employer goals described above.",
    BLANK,
    BLANK,
    "* Share Model Employer trajectories with service leads and ensure they are included in personal objectives of "
    "senior managers.",
]
RECRUITING_WHEN = ["January 2022", BLANK, "January 2022", "March 2022", *[BLANK] * 12]
RECRUITING_WHEN += ["Quarterly", BLANK, "December 2021", BLANK, BLANK, "March  2022"]
RECRUITING_WHO = ["Head of equality, Diversity & Inclusion,", "Head of recruitment", *[BLANK] * 3]
RECRUITING_WHO += [f"Assistant Director \u2013 {ED}", *[BLANK] * 11, f"Assistant Director \u2013 {ED}", BLANK]
RECRUITING_WHO += [f"EMC with support from Assistant Director - {ED}"]

DISCIPLINE = [
    "* Ensure effective measures such as use of pre-formal action checks and use of decision-tree checklists remain "
    "in operation",
    BLANK,
    "* Continue to participate in London wide analysis of employment relations case data",
]
TRAINING = [
    "* Monitor the take up non-mandatory training and CPD ensuring equity of access in training opportunities and "
    "identifying any actions that need to be taken to address issues",
    "* Carry out analysis to understand why there remains a disparity in career progression and promotion for BME "
    "staff at (particularly at bands 7 and above) despite improvement in training access",
]
EXPERIENCE = [
    "* Develop and implement the 2020 staff survey Action plan",
    "* Re-launch of \u2018Not a Target Campaign\u2019 following staff survey review and strengthen message and "
    "understanding for staff and patients.",
    "* Review of incident reporting by staff ensuring there is an adequate process for feeding back to staff member "
    "any action taken after they have reported an incident",
    "* Continue to provide Active Bystander Training to all staff to promote speaking up",
    "* Work with MEGA, Diversity Champions  and other stakeholders to develop a leadership development programme for "
    "BAME staff with a focus on coaching, mentoring and interviewing techniques",
    "* Increase sharing of external training and development opportunities aimed at BME staff across the Trust via "
    "various mediums e.g. The Florence Nightingale Leadership programme",
    f"* Review management training to include updated {ED} provision and a focus on discriminatory practice",
    f"* Encourage staff to engage with staff network MEGA, {ED} team and the Trust Speak Up Guardian to report any "
    "incidences of discrimination they may have experienced at work and to seek support",
    "* Continue use of listening events to share experiences of BME staff with all Trust staff raising awareness of "
    "various forms of discrimination and the impact on BME staff",
    "* Foster a culture of inclusivity by encouraging open conversations about race via Trust Diversity Champions",
]
EXPERIENCE_WHO = [
    f"Assistant Director-{ED} with support from the following as required:",
    f"* Head of {ED}",
    "* Freedom to Speak Up Guardian",
    "* Director of Communications & Engagement",
    "* MEGA",
    "* Diversity Champions",
]
SURVEYED = "Percentage of BME staff experiencing harassment"

ROWS: list[list[Written]] = [
    list(HEADINGS),
    [
        "2. Relative likelihood of white applicants being appointed from shortlisting across all posts compared to "
        "BME applicants",
        "1.05",
        RECRUITING,
        RECRUITING_WHEN,
        RECRUITING_WHO,
    ],
    [
        "3. Relative Likelihood of BME staff entering the formal disciplinary process compared to white staff",
        "1.04",
        DISCIPLINE,
        ["Ongoing", BLANK],
        f"Assistant Director-{ED}",
    ],
    [
        "4. Relative likelihood of White staff accessing non-mandatory training and CPD compared to BME staff",
        "0.76",
        TRAINING,
        ["Quarterly", BLANK, "January 2022", BLANK],
        f"Head of {ED} and  Assistant Director \u2013 {ED}",
    ],
    [
        f"5. {SURVEYED}, bullying or abuse from patients, relatives or the public in the last 12 months",
        "41.8%",
        EXPERIENCE,
        ["February 2022 and ongoing", *[BLANK] * 4, "March 2022"],
        EXPERIENCE_WHO,
    ],
    [f"6. {SURVEYED} bullying or abuse from staff in the last 12 months", "34.2%", "", "", ""],
    [
        "7. Percentage of BME staff believing that the Trust provides equal opportunities for career progression or "
        "promotion",
        "72.9%",
        "",
        "",
        "",
    ],
    [
        "8. Percentage of BME staff personally experiencing discrimination at work from a manager/team leader or other "
        "colleagues",
        "18.6%",
        "",
        "",
        "",
    ],
    [
        "9. BME Board Membership",
        "13.3%",
        "* Engage with NHSE/I programme on development of future BME non-executive directors.",
        "Ongoing",
        f"Assistant Director - {ED}",
    ],
]
SCORES: list[list[Written]] = [
    ["WRES Indicator", "Kingston 2017", "Kingston 2018", "Kingston 2019", "Kingston 2020", "Kingston 2021"],
    ["9. BME board membership", "0%", "7%", "6.7%", "13.3%", "13.3%"],
]


def kingston_docx() -> bytes:
    """The report's score table and its plan, each under its heading."""
    document = new_document("2021 Data and Action Plan", "Kingston 2021 Workforce Race Equality Standard (WRES) Data")
    add_table(document, *SCORES)
    document.add_paragraph("Workforce Race Equality Standard (WRES) 2021")
    document.add_paragraph("Action Plan")
    shared_by_four(add_table(document, *ROWS, widths=WIDTHS, spaced=(3, 4)))
    return as_bytes(document)


def shared_by_four(table: Table, *, first: int = 4) -> None:
    """Indicators 5 to 8 stand beside one cell of actions, with its timescales and leads."""
    merge_down(table, first, first + 3, (2, 3, 4))
