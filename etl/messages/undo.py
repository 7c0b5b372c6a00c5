"""What `etl.undo` says."""

from etl.messages.model import Text

PROBLEMS = {
    "undo-edited": Text(
        fr="{record}, modifiée depuis : « {wrote:cell} » importé, « {now:cell} » aujourd'hui dans Sellsy.",
        en='{record}: changed since. Imported "{wrote:cell}", now "{now:cell}" in Sellsy.',
        hint_fr="Non annulée ; --force l'annule quand même.",
        hint_en="Kept; --force undoes it anyway.",
    ),
    "undo-hung": Text(
        fr="{record}, complétée depuis : {added}.",
        en="{record}: changed since: {added}.",
        hint_fr="Non supprimée ; --force la supprime quand même, avec ce qui y est lié.",
        hint_en="Kept; --force deletes it anyway, with everything linked to it.",
    ),
    "undo-kept-with": Text(
        fr="{record} : non supprimée, car {with} a été modifiée depuis.",
        en="{record} is kept because {with} was changed since.",
        hint_fr="Supprimez-la dans Sellsy, ou annulez avec --force.",
        hint_en="Delete it in Sellsy, or undo with --force.",
    ),
    "undo-unsure": Text(
        fr="Plusieurs fiches possibles : aucune n'est supprimée.",
        en="Several records fit this row: none is deleted.",
        hint_fr="Comparez-les dans Sellsy et supprimez la bonne.",
        hint_en="Compare them in Sellsy and delete the right one.",
    ),
    "undo-gone": Text(
        fr="N'existe plus dans Sellsy : {record}.",
        en="No longer in Sellsy: {record}.",
        hint_fr="Rien à faire.",
        hint_en="Nothing to do.",
    ),
    "undo-not-emptied": Text(
        fr="{record} : champ vide avant l'import, impossible à vider dans Sellsy.",
        en="{record}: this field was empty before the run, and cannot be emptied in Sellsy.",
        hint_fr="Corrigez-le dans Sellsy.",
        hint_en="Correct it in Sellsy.",
    ),
    "undo-tags-unsure": Text(
        fr="Sans le droit api-v1, ces smart tags restent peut-être sur la fiche : {tags}.",
        en="Without the scope api-v1, these smart tags may stay on the record: {tags}.",
        hint_fr="Vérifiez la fiche, ou cochez le droit api-v1 de l'accès API et annulez à nouveau.",
        hint_en="Check the record, or tick the scope api-v1 of the access and undo again.",
    ),
    "undo-source-stays": Text(
        fr="La source « {name} », créée par l'import, reste : c'est un réglage du compte.",
        en='The source "{name}", created by the run, stays: it is a setting of the account.',
        hint_fr="Supprimez-la dans les réglages de Sellsy.",
        hint_en="Remove it in Sellsy's settings.",
    ),
    "undo-no-image": Text(
        fr="Restauration impossible : copie incomplète.",
        en="Cannot be restored: incomplete copy.",
        hint_fr="Recréez la fiche dans Sellsy.",
        hint_en="Create it again by hand.",
    ),
    "undo-link-lost": Text(
        fr="Lien non rétabli avec : {record}.",
        en="The link with {record} was not restored.",
        hint_fr="Liez-les à nouveau dans Sellsy.",
        hint_en="Link them again in Sellsy.",
    ),
    "undone": Text(
        fr="Non envoyée : opération annulée avant.",
        en="Not sent: run undone first.",
        hint_fr="Pour l'envoyer, importez à nouveau le fichier.",
        hint_en="Import the file again to send it.",
    ),
}

TEXTS = {
    "note-undo-recreates": Text(
        fr="{count:fiche recréée|fiches recréées}, nouveaux ID. Non récupérés : documents, commentaires, historique, fiches liées (voir chaque ligne).",
        en="{count:record|records} recreated, new ids. Not restored: documents, comments, history, linked records (see each row).",
    ),
    "note-undo-tags-stay": Text(
        fr="Les smart tags restent dans la liste du compte.",
        en="The smart tags stay in the account's list.",
    ),
    "note-undo-no-v1": Text(
        fr="Droit api-v1 manquant : post-it, alertes, récurrence et commentaires de tâches ne sont ni lus ni rétablis.",
        en="The access does not have the scope api-v1: sticky notes, alerts, recurrence and comments on tasks are neither read nor restored.",
    ),
    "note-undo-unseen": Text(
        fr="Droit de lecture manquant : {kinds}. Des fiches liées ont pu être ajoutées depuis.",
        en="The access may not read: {kinds}. Linked records may have been added since.",
    ),
    "note-undo-kept": Text(
        fr="{count:ligne modifiée|lignes modifiées} depuis, non annulées ; pour les annuler aussi : --force.",
        en="{count:row|rows} changed since, kept; to undo them too: --force.",
    ),
    "note-undo-nothing": Text(
        fr="Opération {run} : rien à annuler.",
        en="Run {run} has nothing left to undo.",
    ),
    "sheet-taken-back": Text(
        fr="Annulées",
        en="Undone",
    ),
    "sheet-kept": Text(
        fr="Non annulées",
        en="Kept",
    ),
    "head-event": Text(
        fr="événement",
        en="event",
    ),
    "summary-parent": Text(
        fr="Opération d'origine",
        en="Original run",
    ),
    "head-now": Text(
        fr="maintenant",
        en="now",
    ),
}
