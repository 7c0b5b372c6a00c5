"""What `etl.journal` says."""

from etl.messages.model import Text

ERRORS = {
    "journal-full": Text(
        fr="Disque plein : {where} (journal des opérations).",
        en="The disk of the journal {where} is full.",
        hint_fr="Libérez de la place, puis terminez : `sellsy-etl runs resume last`.",
        hint_en="Free some space, then complete the run: `sellsy-etl runs resume last`.",
    ),
    "journal-busy": Text(
        fr="Journal des opérations occupé par un autre programme : {where}.",
        en="The journal {where} is in use by another program.",
        hint_fr="Fermez ce programme (un autre sellsy-etl, un lecteur de base de données, une sauvegarde), puis réessayez.",
        hint_en="Close that program (another sellsy-etl, a database viewer, a backup), then try again.",
    ),
    "journal-corrupt": Text(
        fr="Journal des opérations endommagé : {where}. Détail : {said}.",
        en="The journal {where} is damaged: {said}.",
        hint_fr="Restaurez une sauvegarde, ou choisissez un autre fichier, sur un disque local (ni réseau, ni dossier synchronisé).",
        hint_en="Restore a backup, or choose another file, on a local disk (no network share, no synchronised folder).",
    ),
    "journal-behind": Text(
        fr="Journal des opérations {where} : {lost:dernier envoi perdu|derniers envois perdus} (-wal coupé ou effacé, ou ancienne sauvegarde).",
        en="The journal {where} has lost its {lost:last send|last sends} to Sellsy (-wal file cut or deleted, or old backup).",
        hint_fr="Rien n'a été envoyé. Renommez ce fichier, puis importez à nouveau, d'abord avec --dry-run.",
        hint_en="Nothing was sent. Rename this file, then import again, first with --dry-run.",
        example={"lost": "3"},
    ),
    "journal-foreign": Text(
        fr="{where} n'est pas un journal des opérations.",
        en="{where} is not a journal of sellsy-etl.",
        hint_fr="Choisissez un nouveau fichier, ou une base vide ; celui-ci n'a pas été modifié.",
        hint_en="Choose a new file, or an empty database; this one was not changed.",
    ),
    "journal-newer": Text(
        fr="Journal des opérations {where} : version plus récente (format {found}, celle-ci lit le {known}).",
        en="The journal {where} is of a newer version (format {found}, this one reads {known}).",
        hint_fr="Mettez le programme à jour : pip install --upgrade sellsy-etl.",
        hint_en="Update the program: pip install --upgrade sellsy-etl.",
        example={"found": "9", "known": "7"},
    ),
    "journal-denied": Text(
        fr="Journal des opérations {where} : ouverture ou écriture impossible. Détail : {said}.",
        en="The journal {where} cannot be opened or written: {said}.",
        hint_fr="Vérifiez vos droits sur le fichier et son dossier, ou choisissez un autre fichier.",
        hint_en="Check your permissions on the file and its folder, or choose another file.",
    ),
    "journal-disk": Text(
        fr="Erreur de disque : journal des opérations {where}. Détail : {said}.",
        en="Disk error on the journal {where}: {said}.",
        hint_fr="Vérifiez le disque (local de préférence), puis terminez : `sellsy-etl runs resume last`.",
        hint_en="Check the disk and its free space, then complete the run: `sellsy-etl runs resume last`.",
    ),
    "journal-unreachable": Text(
        fr="Base du journal des opérations injoignable : {where}. Détail : {said}.",
        en="The database of the journal {where} cannot be reached: {said}.",
        hint_fr="Vérifiez l'adresse, l'utilisateur et le mot de passe de la base, et qu'elle est démarrée.",
        hint_en="Check the address, the user and the password of the database, and that it runs.",
    ),
    "journal-contradiction": Text(
        fr="Journal des opérations {where} : écriture refusée. Détail : {said}.",
        en="The journal {where} refused to record this: {said}.",
        hint_fr="Merci de le signaler, avec la commande lancée et ce message.",
        hint_en="Please report this, with the command you ran and this message.",
    ),
    "journal-failed": Text(
        fr="Erreur du journal des opérations {where}. Détail : {said}.",
        en="The journal {where} failed: {said}.",
        hint_fr="Réessayez ; si cela se répète, signalez ce message.",
        hint_en="Try again; if it happens again, report this message.",
    ),
    "journal-url": Text(
        fr="Adresse du journal des opérations non reconnue.",
        en="The address of the journal is not recognised.",
        hint_fr="Donnez un chemin de fichier, sqlite:///chemin/journal.db ou postgresql://utilisateur@serveur/base.",
        hint_en="Give a file path, sqlite:///path/to/journal.db or postgresql://user@server/database.",
    ),
    "journal-driver": Text(
        fr="Journal des opérations {where} : paquet Python {driver} non installé.",
        en="The journal {where} needs the Python package {driver}, which is not installed.",
        hint_fr='Installez-le : pip install "psycopg[binary]", ou utilisez un fichier (SQLite).',
        hint_en='Install it: pip install "psycopg[binary]", or use a file (SQLite).',
        example={"driver": "psycopg"},
    ),
    "journal-row-missing": Text(
        fr="Journal des opérations : {found} entrées sur {expected} pour {run}.",
        en="The journal has {found} of {expected} entries of run {run}.",
        hint_fr="Merci de le signaler, avec la commande lancée et ce message.",
        hint_en="Please report this, with the command you ran and this message.",
        example={"expected": "3", "found": "2"},
    ),
    "journal-run-held": Text(
        fr="L'opération {run} est en cours depuis {since:date} (processus {pid} sur {host}).",
        en="Run {run} has been in progress since {since:date} (process {pid} on {host}).",
        hint_fr="Attendez la fin, ou arrêtez-la, puis réessayez.",
        hint_en="Wait for it to end, or stop it, then try again.",
    ),
    "journal-export-held": Text(
        fr="Export déjà en cours depuis {since:date} (processus {pid} sur {host}).",
        en="This export is already in progress since {since:date} (process {pid} on {host}).",
        hint_fr="Attendez la fin, ou arrêtez-le.",
        hint_en="Wait until it ends, or stop it.",
    ),
    "journal-schedule-held": Text(
        fr="{name} : le lancement précédent est toujours en cours, depuis {since:date} (processus {pid} sur {host}).",
        en="{name}: its previous run has been in progress since {since:date} (process {pid} on {host}).",
        hint_fr="Attendez la fin, ou arrêtez-le ; si cela se répète, espacez les heures de `schedule`.",
        hint_en="Wait for it to end, or stop it; if this recurs, put more time between the times of `schedule`.",
        example={"name": "nightly.yaml"},
    ),
    "journal-account-held": Text(
        fr="Un autre import écrit dans ce compte : {account} (processus {pid} sur {host}, depuis {since:date}).",
        en="Another run writes to the account {account} (process {pid} on {host}, since {since:date}).",
        hint_fr="Attendez la fin, ou arrêtez-le : deux imports à la fois créeraient des doublons.",
        hint_en="Wait for it to end, or stop it: two runs at once would create duplicates.",
    ),
    "run-unknown": Text(
        fr="Opération inconnue : {run}.",
        en="There is no run {run} in the journal.",
        hint_fr="Choisissez parmi : {known}, ou last. Pour les voir toutes : sellsy-etl runs list.",
        hint_en="Choose one of: {known}, or last. To see them all: sellsy-etl runs list.",
    ),
    "run-ambiguous": Text(
        fr="Plusieurs opérations correspondent à {run}.",
        en="Several runs match {run}.",
        hint_fr="Donnez l'ID entier : {found}.",
        hint_en="Give the whole id: {found}.",
    ),
    "run-none": Text(
        fr="Aucune opération {run} : le journal des opérations est vide.",
        en="There is no run {run}: the journal is empty.",
        hint_fr="Importez d'abord un fichier, ou vérifiez le profil de connexion.",
        hint_en="Import a file first, or check the profile and the journal.",
    ),
}
