"""What `etl.pipeline` says."""

from etl.messages.model import Text

ERRORS = {
    "pipeline-route": Text(
        fr="{path}, ligne {line} : route mène à « {name} », qui n'est pas un type de fiche.",
        en='{path}, line {line}: route leads to "{name}", which is not an entity.',
        hint_fr="Acceptés : {accepted}.",
        hint_en="Accepted: {accepted}.",
        example={"name": "customer", "accepted": ["client", "prospect"]},
    ),
    "pipeline-needs": Text(
        fr="{path}, ligne {line} : étape inconnue, {name}.",
        en="{path}, line {line}: unknown step {name}.",
        hint_fr="Noms des autres étapes : {accepted}.",
        hint_en="Other steps: {accepted}.",
        example={"path": "nightly.yaml", "name": "client", "accepted": ["clients", "contacts"]},
    ),
    "pipeline-step-name": Text(
        fr="{path}, ligne {line} : {name} n'est pas un nom d'étape.",
        en="{path}, line {line}: {name} is not a step name.",
        hint_fr="Lettres, chiffres, _ et -, en commençant par une lettre.",
        hint_en="Letters, digits, _ and -, a letter first.",
        example={"path": "nightly.yaml", "name": "client"},
    ),
    "document-empty": Text(
        fr="{path} est vide.",
        en="{path} is empty.",
        hint_fr="Vérifiez que c'est le bon fichier et qu'il est enregistré.",
        hint_en="Check that it is the right file, and saved.",
        example={"path": "nightly.yaml"},
    ),
    "schedule-cron": Text(
        fr="{path} : planification {value} refusée. Détail : {said}.",
        en="{path}: the schedule {value} is not five cron fields ({said}).",
        hint_fr="Écrivez cinq champs, minute heure jour mois jour-de-semaine, comme `0 6 * * 1-5`, ou @daily.",
        hint_en="Write minute hour day month weekday, such as `0 6 * * 1-5`, or @daily.",
        example={"path": "nightly.yaml", "value": "6h", "said": "1 field"},
    ),
    "schedule-zone": Text(
        fr="{path} : fuseau horaire inconnu, {value}.",
        en="{path}: unknown time zone {value}.",
        hint_fr="Écrivez un nom IANA, comme Europe/Paris.",
        hint_en="Write an IANA name such as Europe/Paris.",
        example={"path": "nightly.yaml", "value": "Paris"},
    ),
    "schedule-doubled": Text(
        fr="Deux scénarios se nomment {name} : {first} et {path}.",
        en="Two pipelines are named {name}: {first} and {path}.",
        hint_fr="Renommez l'un des fichiers.",
        hint_en="Rename one of the files.",
        example={"name": "nightly", "first": "a.yaml", "path": "nightly.yaml"},
    ),
    "schedule-path": Text(
        fr="{path} n'existe pas.",
        en="There is no file or folder {path}.",
        hint_fr="Indiquez les scénarios ou leur dossier avec --pipelines.",
        hint_en="Name the pipelines with --pipelines.",
        example={"path": "nightly.yaml"},
    ),
    "schedule-windows": Text(
        fr="Windows ne lance pas une tâche à plus de {most} moments d'une heure.",
        en="Windows starts a task at {most} minutes of an hour at most.",
        hint_fr="Simplifiez les minutes de `schedule`, par exemple */5, ou affichez les scénarios séparément avec --pipelines.",
        hint_en="Simplify the minutes of `schedule`, such as */5, or print pipelines one by one with --pipelines.",
        example={"most": 48},
    ),
    "schedule-name": Text(
        fr="Aucun scénario planifié ne se nomme {name}.",
        en="No pipeline named {name} has a schedule.",
        hint_fr="Scénarios planifiés : {accepted}.",
        hint_en="Those that have one: {accepted}.",
    ),
    "pipeline-circle": Text(
        fr="{path} : ces étapes s'attendent l'une l'autre : {steps}.",
        en="{path}: these steps wait for each other: {steps}.",
        hint_fr="Retirez l'un de ces `needs`.",
        hint_en="Remove one of these `needs`.",
        example={"path": "nightly.yaml"},
    ),
    "pipeline-parameter": Text(
        fr="{path} : paramètre inconnu, {name}.",
        en="{path} has no parameter {name}.",
        hint_fr="Paramètres : {accepted}.",
        hint_en="Parameters: {accepted}.",
        example={"path": "nightly.yaml"},
    ),
    "pipeline-variable": Text(
        fr="{path}, ligne {line} : paramètre ou variable inconnu, {name}.",
        en="{path}, line {line}: there is no parameter or variable {name}.",
        hint_fr="Déclarez-le sous parameters, donnez --set {name}=…, ou définissez la variable ; pour un dollar, écrivez $$.",
        hint_en="Declare it under parameters, give it with --set {name}=…, or set the variable; write $$ for a dollar sign.",
        example={"path": "nightly.yaml"},
    ),
    "pipeline-step": Text(
        fr="{path} : étape inconnue, {step}.",
        en="{path} has no step {step}.",
        hint_fr="Étapes : {accepted}.",
        hint_en="Steps: {accepted}.",
        example={"path": "nightly.yaml", "accepted": ["clients", "contacts"]},
    ),
    "option-unknown": Text(
        fr="« {value} » : valeur refusée.",
        en='"{value}" is not an accepted value.',
        hint_fr="Choisissez parmi : {accepted}.",
        hint_en="Choose one of: {accepted}.",
        example={"value": "insert", "accepted": ["upsert", "create", "update"]},
    ),
}

TEXTS = {
    "note-step": Text(
        fr="Étape {step} ({kind:word})",
        en="Step {step} ({kind:word})",
    ),
    "note-step-held": Text(
        fr="Étape {step} bloquée : une étape qu'elle attend ne s'est pas bien terminée.",
        en="Step {step} is blocked: a step it needs did not end well.",
    ),
    "note-step-skipped": Text(
        fr="Étape {step} ignorée : {when}",
        en="Step {step} is skipped: {when}",
    ),
}
