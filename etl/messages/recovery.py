"""What `etl.recovery` says."""

from etl.messages.model import Text

PROBLEMS = {
    "reconcile-several": Text(
        fr="Plusieurs fiches possibles : {records}.",
        en="Several records fit this row: {records}.",
        hint_fr="Comparez-les (`sellsy-etl call GET CHEMIN`), gardez-en une, puis relancez `sellsy-etl runs resume`.",
        hint_en="Compare them (`sellsy-etl call GET PATH`), keep one, then run `sellsy-etl runs resume` again.",
    ),
    "taken-over": Text(
        fr="Ligne reprise par un import plus récent.",
        en="A later import took over this row.",
        hint_fr="Pour voir son résultat : `sellsy-etl runs list`.",
        hint_en="See its result: `sellsy-etl runs list`.",
    ),
}

TEXTS = {
    "note-unfinished": Text(
        fr="Import inachevé de ce fichier ({run}) : ce qui a été envoyé est retrouvé, le reste est repris ici.",
        en="An unfinished import of this file ({run}): what it sent is looked up, this run takes over the rest.",
    ),
    "note-settling": Text(
        fr="{count:écriture sans réponse|écritures sans réponse} : Sellsy est interrogé encore {seconds:seconde|secondes} avant tout nouvel envoi.",
        en="{count:write|writes} without an answer: Sellsy is asked for {seconds:more second|more seconds} before anything is sent again.",
    ),
}
