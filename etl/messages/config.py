"""What `etl.config` says."""

from etl.messages.model import Text

ERRORS = {
    "keyring-none": Text(
        fr="Coffre de mots de passe inutilisable : secret non enregistré. Détail : {said}.",
        en="No keyring of this system works ({said}): the secret was not saved.",
        hint_fr="Définissez SELLSY_CLIENT_SECRET, ou ajoutez --insecure-file (fichier lisible par vous seul).",
        hint_en="Set SELLSY_CLIENT_SECRET instead, or add --insecure-file to save it in a file that only you can read.",
    ),
    "credentials-missing": Text(
        fr="Aucun accès API (profil de connexion : {profile}).",
        en="No Sellsy credentials (profile: {profile}).",
        hint_fr="Lancez sellsy-etl login (ou définissez SELLSY_CLIENT_ID et SELLSY_CLIENT_SECRET, ou écrivez {config}) ; sans compte : `sellsy-etl --sandbox import FICHIER`.",
        hint_en="Run sellsy-etl login (or set SELLSY_CLIENT_ID and SELLSY_CLIENT_SECRET, or write {config}); without an account: `sellsy-etl --sandbox import FILE`.",
    ),
    "profile-unknown": Text(
        fr="Profil de connexion inconnu : « {profile} ».",
        en='There is no profile "{profile}".',
        hint_fr="Profils de connexion : {accepted}, dans {config}.",
        hint_en="Known profiles: {accepted}, in {config}.",
        example={"accepted": ["main", "test"]},
    ),
    "profile-keys": Text(
        fr="Profil de connexion « {profile} », clés inconnues : {unknown}.",
        en='The profile "{profile}" has unknown keys: {unknown}.',
        hint_fr="Clés acceptées : {accepted}.",
        hint_en="Accepted keys: {accepted}.",
        example={"unknown": ["secret"], "accepted": ["client_id", "api_url"]},
    ),
    "config-unreadable": Text(
        fr="{path} : lecture impossible. Détail : {said}.",
        en="{path} cannot be read: {said}.",
        hint_fr="Corrigez le fichier, ou déplacez-le.",
        hint_en="Correct the file, or move it away.",
        example={"path": "config.toml"},
    ),
    "setting-wrong": Text(
        fr="Réglage {name} refusé. Détail : {said}.",
        en="The setting {name} is wrong: {said}.",
        hint_fr="Corrigez la variable d'environnement ou le profil de connexion.",
        hint_en="Correct it in the environment or in the profile.",
    ),
    "secret-missing": Text(
        fr="Secret introuvable pour l'accès API {client} (profil de connexion : {profile}).",
        en="There is no secret for the client id {client} (profile: {profile}).",
        hint_fr="Lancez sellsy-etl login (mêmes --profile et --browser) ; ou définissez SELLSY_CLIENT_SECRET, ou client_secret dans {config}.",
        hint_en="Log in again: `sellsy-etl login` (same --profile and --browser); or set SELLSY_CLIENT_SECRET, or client_secret in {config}.",
    ),
    "config-malformed": Text(
        fr="{path}, ligne {line} : ce n'est pas du TOML.",
        en="{path}, line {line}: this is not TOML.",
        hint_fr='Écrivez par exemple [profiles.principal] puis, en dessous, client_id = "…" (textes entre guillemets).',
        hint_en='Write for example [profiles.main] and, below, client_id = "…" (texts between quotes).',
        example={"path": "config.toml"},
    ),
    "url-unsafe": Text(
        fr="Réglage {name} : adresse https:// obligatoire.",
        en="The setting {name} is not an https:// address.",
        hint_fr="Écrivez https://… sans nom d'utilisateur (http:// pour 127.0.0.1 seulement) : le secret y transite.",
        hint_en="Write https://… without a user name (http:// for 127.0.0.1 only): the secret is sent there.",
    ),
    "home-unwritable": Text(
        fr="Création du dossier {path} impossible. Détail : {said}.",
        en="The folder {path} cannot be created: {said}.",
        hint_fr="Choisissez-en un autre : SELLSY_ETL_HOME=DOSSIER (ou -o DOSSIER pour la démo).",
        hint_en="Choose another: SELLSY_ETL_HOME=FOLDER (or -o FOLDER for the demo).",
    ),
}
