"""What `etl.webhooks` says."""

from etl.messages.model import Text

ERRORS = {
    "watch-port": Text(
        fr="Port {port} inutilisable. Détail : {said}.",
        en="Port {port} cannot be used: {said}.",
        hint_fr="Choisissez-en un autre avec --port, ou un port libre avec --port 0.",
        hint_en="Choose another with --port, or a free one with --port 0.",
    ),
    "watch-out-foreign": Text(
        fr="{path} n'a pas été écrit par `sellsy-etl watch` : il n'est pas modifié.",
        en="{path} was not written by `sellsy-etl watch`: it was not changed.",
        hint_fr="Choisissez un autre fichier avec --out, ou déplacez celui-ci.",
        hint_en="Choose another file with --out, or move this one away.",
    ),
    "inbox-busy": Text(
        fr="{path} : un autre `sellsy-etl watch` écrit dans ce fichier.",
        en="{path} is in use: another `sellsy-etl watch` writes to the same file.",
        hint_fr="Arrêtez-le, ou choisissez un autre fichier avec --out.",
        hint_en="Stop it, or choose another file with --out.",
    ),
    "inbox-foreign": Text(
        fr="{path} n'est pas une boîte de réception de `sellsy-etl watch`, ou est endommagée.",
        en="{path} is not an inbox of `sellsy-etl watch`, or is damaged.",
        hint_fr="Déplacez-la, ou choisissez un autre fichier avec --out.",
        hint_en="Move it away, or choose another file with --out.",
    ),
}
