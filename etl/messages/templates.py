"""What `etl.templates` says."""

from etl.messages.model import Text

ERRORS = {
    "template-suffix": Text(
        fr="{path} : extension {accepted} attendue.",
        en="{path}: a template is a file of type {accepted}.",
        hint_fr="Changez le nom du fichier.",
        hint_en="Change the file name.",
        example={"path": "t.pdf", "accepted": [".xlsx", ".csv"]},
    ),
}

TEXTS = {
    "template-list": Text(
        fr="Aide",
        en="Help",
    ),
    "template-column": Text(
        fr="En-tête",
        en="Header",
    ),
    "template-required": Text(
        fr="Obligatoire",
        en="Required",
    ),
    "template-help": Text(
        fr="À remplir",
        en="What goes there",
    ),
    "template-choices": Text(
        fr="Valeurs",
        en="Values",
    ),
    "template-example": Text(
        fr="Exemple",
        en="Example",
    ),
    "template-also": Text(
        fr="Autres en-têtes reconnus",
        en="Other headers recognised",
    ),
    "template-yes": Text(
        fr="oui",
        en="yes",
    ),
    "template-example-is": Text(
        fr="Exemple :",
        en="Example:",
    ),
    "template-not-offered": Text(
        fr="Absent de Sellsy : choisissez dans la liste.",
        en="Not in Sellsy: choose from the list.",
    ),
    "template-choices-are": Text(
        fr="Valeurs :",
        en="Values:",
    ),
    "template-offers": Text(
        fr="Listes",
        en="Lists",
    ),
    "template-custom": Text(
        fr="champ personnalisé : {type}",
        en="custom field: {type}",
    ),
}
