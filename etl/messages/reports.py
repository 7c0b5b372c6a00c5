"""What `etl.reports` says."""

from etl.messages.model import Text

ERRORS = {
    "report-suffix": Text(
        fr="{path} : extension {accepted} attendue.",
        en="{path}: a report is a file of type {accepted}.",
        hint_fr="Changez le nom donné à --report : .xlsx pour toutes les lignes, .csv pour les lignes à corriger.",
        hint_en="Change the name given to --report: .xlsx for all rows, .csv for the rejected ones only.",
        example={"path": "r.pdf", "accepted": [".xlsx", ".csv"]},
    ),
    "report-over-source": Text(
        fr="Le rapport {path} remplacerait le fichier lu.",
        en="The report {path} would replace the source file.",
        hint_fr="Choisissez un autre fichier avec --report, ou retirez cette option.",
        hint_en="Choose another file with --report, or leave it out.",
    ),
}

TEXTS = {
    "proof-title": Text(
        fr="Procès-verbal de migration",
        en="Migration record",
    ),
    "proof-way": Text(
        fr="{source} → Sellsy",
        en="{source} → Sellsy",
    ),
    "proof-way-long": Text(
        fr="de {source} vers Sellsy",
        en="from {source} to Sellsy",
    ),
    "proof-operation": Text(
        fr="Opération",
        en="Run",
    ),
    "proof-again": Text(
        fr="cumulée avec {count:reprise|reprises}, la dernière {run}",
        en="together with {count:later run|later runs}, the last one {run}",
    ),
    "proof-corrected": Text(
        fr="{count:fiche corrigée|fiches corrigées} depuis",
        en="{count:record|records} corrected since",
    ),
    "proof-pages": Text(
        fr="{count:page|pages}, 1 classeur{file:+, ~}",
        en="{count:page|pages}, 1 workbook{file:+, ~}",
    ),
    "proof-fine": Text(
        fr="Tout est compté : sur {source:n} fiches, {migrated:n} sont dans Sellsy, {count:n} n'y sont pas.",
        en="Everything is counted: of {source:n} records, {migrated:n} are in Sellsy, {count:n} are not.",
    ),
    "proof-fine-links": Text(
        fr="Tout est compté : sur {source:n} fiches et liens, {migrated:n} sont dans Sellsy, {count:n} n'y sont pas.",
        en="Everything is counted: of {source:n} records and links, {migrated:n} are in Sellsy, {count:n} are not.",
    ),
    "proof-links": Text(
        fr="Liens {first} – {second}",
        en="Links {first} – {second}",
    ),
    "proof-total-links": Text(
        fr="Total, liens compris",
        en="All, links included",
    ),
    "proof-missing": Text(
        fr="Il manque {count:fiche|fiches} : aucune opération ne les a traitées.",
        en="{count:record is|records are} missing: no run dealt with them.",
    ),
    "proof-missing-amount": Text(
        fr="Les montants des fichiers ne sont pas tous comptés.",
        en="The amounts of the files are not all accounted for.",
    ),
    "proof-missing-where": Text(
        fr="Terminez l'opération, puis relancez le scénario. Lignes : {places}",
        en="Complete the run, then run the pipeline again. Rows: {places}",
    ),
    "proof-each-cause": Text(
        fr="Chaque fiche absente a sa cause ({count:n}).",
        en="Each record left out has its cause ({count:n}).",
    ),
    "proof-read-back": Text(
        fr="Relecture dans Sellsy : {same:n} conformes, {changed:n} modifiées depuis, {gone:n} disparues.",
        en="Read back from Sellsy: {same:n} as sent, {changed:n} changed since, {gone:n} gone.",
    ),
    "proof-unread": Text(
        fr="{count:fiche n'a|fiches n'ont} pas pu être relues.",
        en="{count:record|records} could not be read back.",
    ),
    "proof-source": Text(
        fr="Source",
        en="Source",
    ),
    "proof-exported": Text(
        fr="Export du {moment}",
        en="Exported {moment}",
    ),
    "proof-files-lines": Text(
        fr="{files:fichier|fichiers}, {lines:ligne|lignes}",
        en="{files:file|files}, {lines:row|rows}",
    ),
    "proof-destination": Text(
        fr="Destination",
        en="Destination",
    ),
    "proof-account": Text(
        fr="compte {name}",
        en="account {name}",
    ),
    "proof-account-number": Text(
        fr="n° {value}",
        en="no. {value}",
    ),
    "proof-profile": Text(
        fr="profil de connexion « {name} »",
        en="profile “{name}”",
    ),
    "proof-before": Text(
        fr="Avant : {count:opportunité|opportunités}",
        en="Before: {count:opportunity|opportunities}",
    ),
    "proof-made-by": Text(
        fr="Réalisée par",
        en="Done by",
    ),
    "proof-access": Text(
        fr="accès API de {name}",
        en="API access of {name}",
    ),
    "proof-from-to-day": Text(
        fr="{day} de {start} à {end}",
        en="{day}, {start} to {end}",
    ),
    "proof-from-to": Text(
        fr="du {start} au {end}",
        en="from {start} to {end}",
    ),
    "proof-api": Text(
        fr="API Sellsy v2",
        en="Sellsy API v2",
    ),
    "proof-head-counted": Text(
        fr="Compte, depuis les fichiers d'origine",
        en="Counted from the original files",
    ),
    "proof-head-read-back": Text(
        fr="Relecture dans Sellsy",
        en="Read back from Sellsy",
    ),
    "proof-head-kind": Text(
        fr="Type de fiche",
        en="Kind of record",
    ),
    "proof-head-file": Text(
        fr="Fichier",
        en="File",
    ),
    "proof-head-in-files": Text(
        fr="Dans les fichiers",
        en="In the files",
    ),
    "proof-head-migrated": Text(
        fr="Migrées",
        en="Migrated",
    ),
    "proof-head-left-out": Text(
        fr="Non migrées",
        en="Left out",
    ),
    "proof-head-same": Text(
        fr="Conformes",
        en="As sent",
    ),
    "proof-head-changed": Text(
        fr="Modifiées depuis",
        en="Changed since",
    ),
    "proof-head-gone": Text(
        fr="Disparues",
        en="Gone",
    ),
    "proof-same-file": Text(
        fr="même fichier",
        en="same file",
    ),
    "proof-other-kinds": Text(
        fr="{count:autre type|autres types}",
        en="{count:other kind|other kinds}",
    ),
    "proof-total-records": Text(
        fr="Total des fiches",
        en="All records",
    ),
    "proof-amount": Text(
        fr="Montant potentiel",
        en="Amount",
    ),
    "proof-in-currency": Text(
        fr="en {currency}",
        en="in {currency}",
    ),
    "proof-made": Text(
        fr="Dont {created:fiche créée|fiches créées} et {updated:complétée|complétées}. Relecture le {moment}.",
        en="Of these, {created:record was|records were} created and {updated:n} updated. Read back on {moment}.",
    ),
    "proof-outside": Text(
        fr="Hors périmètre, par choix du scénario : {listed}{page:+, page ~}.",
        en="Left out on purpose by the pipeline: {listed}{page:+, page ~}.",
    ),
    "proof-no-records": Text(
        fr="Lignes qui ne sont pas des fiches (titres, totaux, exemples) : {listed}{page:+, page ~}.",
        en="Rows other than records (headers, totals, examples): {listed}{page:+, page ~}.",
    ),
    "proof-of-file": Text(
        fr="de {file}",
        en="of {file}",
    ),
    "proof-equation": Text(
        fr="{file} : {lines:ligne|lignes} = {parts}",
        en="{file}: {lines:row|rows} = {parts}",
    ),
    "proof-unreadable": Text(
        fr="{count:montant illisible|montants illisibles} dans les fichiers, dans aucune somme : leurs fiches sont comptées.",
        en="{count:amount|amounts} of the files cannot be read and are in no sum: their records are counted.",
    ),
    "proof-by-cause": Text(
        fr="Non migrées, par cause",
        en="Left out, by cause",
    ),
    "proof-whole-list": Text(
        fr="liste complète : page {page}",
        en="whole list: page {page}",
    ),
    "proof-head-cause": Text(
        fr="Cause",
        en="Cause",
    ),
    "proof-head-records": Text(
        fr="Fiches",
        en="Records",
    ),
    "proof-head-amount": Text(
        fr="Montant",
        en="Amount",
    ),
    "proof-head-amount-in": Text(
        fr="Montant, {symbol}",
        en="Amount, {symbol}",
    ),
    "proof-left-out-sum": Text(
        fr="Non migrées",
        en="Left out",
    ),
    "proof-none-left-out": Text(
        fr="Aucune : toutes les fiches des fichiers sont dans Sellsy.",
        en="None: all records of the files are in Sellsy.",
    ),
    "proof-other-causes": Text(
        fr="{count:autre cause|autres causes}",
        en="{count:other cause|other causes}",
    ),
    "proof-contents": Text(
        fr="Ce que le document contient",
        en="What this document contains",
    ),
    "proof-csv-note": Text(
        fr="Ces fiches ({count:n}) sont aussi dans {file} : corrigé puis importé, il met ce document à jour.",
        en="These records ({count:n}) are in {file} too: corrected and imported, it updates this document.",
    ),
    "proof-fingerprints": Text(
        fr="Empreintes",
        en="Fingerprints",
    ),
    "proof-head-lines": Text(
        fr="Lignes",
        en="Rows",
    ),
    "proof-head-whole-hash": Text(
        fr="Empreinte complète",
        en="Whole fingerprint",
    ),
    "proof-of-pipeline": Text(
        fr="{file} (scénario)",
        en="{file} (pipeline)",
    ),
    "proof-of-journal": Text(
        fr="Journal des opérations",
        en="Journal of the runs",
    ),
    "proof-more-files": Text(
        fr="Et {count:autre fichier|autres fichiers}, page {page}.",
        en="And {count:other file|other files}, page {page}.",
    ),
    "proof-customer": Text(
        fr="client",
        en="customer",
    ),
    "proof-integrator": Text(
        fr="intégrateur",
        en="integrator",
    ),
    "proof-accepted": Text(
        fr="Accepté sans réserve",
        en="Accepted",
    ),
    "proof-accepted-but": Text(
        fr="Avec réserves, au dos",
        en="With reservations, overleaf",
    ),
    "proof-files-returned": Text(
        fr="Fichiers rendus ou détruits",
        en="Files returned or destroyed",
    ),
    "proof-access-removed": Text(
        fr="Accès API supprimé",
        en="API access removed",
    ),
    "proof-date": Text(
        fr="Date",
        en="Date",
    ),
    "proof-signature": Text(
        fr="Signature",
        en="Signature",
    ),
    "proof-left-out": Text(
        fr="Fiches non migrées",
        en="Records left out",
    ),
    "proof-continued": Text(
        fr="(suite)",
        en="(continued)",
    ),
    "proof-list-intro": Text(
        fr="{records}. {amounts} Chaque ligne nomme le fichier et la ligne à corriger, même quand la fiche n'est bloquée que par une autre.",
        en="{records}. {amounts} Each line names the file and the row to correct, even where another record alone keeps this one out.",
    ),
    "proof-rule-legend": Text(
        fr="Filet : la ligne en cause.",
        en="Rule: the row at fault.",
    ),
    "proof-head-type": Text(
        fr="Type",
        en="Kind",
    ),
    "proof-head-old-id": Text(
        fr="Ancien ID",
        en="Old id",
    ),
    "proof-head-name": Text(
        fr="Nom",
        en="Name",
    ),
    "proof-head-owner": Text(
        fr="Propriétaire",
        en="Owner",
    ),
    "proof-head-reason": Text(
        fr="Motif",
        en="Reason",
    ),
    "proof-head-to-correct": Text(
        fr="À corriger : fichier, ligne",
        en="To correct: file, row",
    ),
    "proof-records": Text(
        fr="{count:fiche|fiches}",
        en="{count:record|records}",
    ),
    "proof-at-fault": Text(
        fr="{count:ligne en cause|lignes en cause}",
        en="{count:row at fault|rows at fault}",
    ),
    "proof-linked": Text(
        fr="Lien : {value}",
        en="Linked to {value}",
    ),
    "proof-empty": Text(
        fr="(vide)",
        en="(empty)",
    ),
    "proof-more-records": Text(
        fr="Et {count:autre fiche|autres fiches} : voir le classeur ou {file}.",
        en="And {count:other record|other records}: see the workbook or {file}.",
    ),
    "proof-subtotal": Text(
        fr="Sous-total {letter} : {records}",
        en="Subtotal {letter}: {records}",
    ),
    "proof-carry": Text(
        fr="À reporter :",
        en="Carried forward:",
    ),
    "proof-all-sum": Text(
        fr="Total :",
        en="Total:",
    ),
    "proof-next-page": Text(
        fr="Suite page {page} :",
        en="Next, page {page}:",
    ),
    "proof-cause-continued": Text(
        fr="cause {letter} (suite)",
        en="cause {letter} (continued)",
    ),
    "proof-before-after": Text(
        fr="Avant et après, en barres",
        en="Before and after, as bars",
    ),
    "proof-before-after-of": Text(
        fr="Avant et après : {entity}",
        en="Before and after: {entity}",
    ),
    "proof-in-sellsy": Text(
        fr="dans Sellsy",
        en="in Sellsy",
    ),
    "proof-not-migrated": Text(
        fr="non migrée",
        en="left out",
    ),
    "proof-by-owner": Text(
        fr="Par propriétaire",
        en="By owner",
    ),
    "proof-by-step": Text(
        fr="Par étape",
        en="By step",
    ),
    "proof-by-year": Text(
        fr="Par année de création",
        en="By year of creation",
    ),
    "proof-others": Text(
        fr="{count:autre|autres}",
        en="{count:other|others}",
    ),
    "proof-none-there": Text(
        fr="absente de Sellsy",
        en="not in Sellsy",
    ),
    "proof-total": Text(
        fr="Total",
        en="Total",
    ),
    "proof-bars-note": Text(
        fr="À gauche le nombre dans les fichiers, à droite dans Sellsy. La partie hachurée mesure 3 px au moins. Autres types de fiche : feuille « Avant et après » du classeur.",
        en="Left the number in the files, right in Sellsy. The hatched part is 3 px at least. Other kinds of record: sheet “Before and after” of the workbook.",
    ),
    "proof-uncarried": Text(
        fr="Colonnes et valeurs non reprises",
        en="Columns and values not carried",
    ),
    "proof-uncarried-outside": Text(
        fr="Colonnes non reprises, hors périmètre",
        en="Columns not carried, left out on purpose",
    ),
    "proof-uncarried-intro": Text(
        fr="Ce que les fichiers contiennent et qu'aucune étape ne reprend, avec le nombre de cellules remplies.",
        en="What the files contain and no step carries, with the number of filled cells.",
    ),
    "proof-all-carried": Text(
        fr="Toutes les colonnes des fichiers sont reprises.",
        en="All columns of the files are carried.",
    ),
    "proof-shown-of": Text(
        fr="{shown:n} sur {count:n} : les plus remplies ; toutes page {page}",
        en="{shown:n} of {count:n}: the fullest; all on page {page}",
    ),
    "proof-head-column": Text(
        fr="Colonne",
        en="Column",
    ),
    "proof-head-filled": Text(
        fr="Cellules remplies",
        en="Filled cells",
    ),
    "proof-head-example": Text(
        fr="Exemple",
        en="Example",
    ),
    "proof-head-why": Text(
        fr="Pourquoi",
        en="Why",
    ),
    "proof-some-values": Text(
        fr="(des valeurs)",
        en="(some values)",
    ),
    "proof-percent": Text(
        fr="{share:percent}",
        en="{share:percent}",
    ),
    "proof-why-chosen": Text(
        fr="Choix de la correspondance",
        en="Choice of the mapping",
    ),
    "proof-why-unknown": Text(
        fr="Aucun champ correspondant",
        en="No such field",
    ),
    "proof-outside-title": Text(
        fr="Lignes hors périmètre",
        en="Rows left out on purpose, or other than records",
    ),
    "proof-head-rows": Text(
        fr="Lignes, par exemple",
        en="Such as rows",
    ),
    "proof-aside-transform-skipped": Text(
        fr="Choix du scénario (fonction du scénario)",
        en="Choice of the pipeline (its transform)",
    ),
    "proof-aside-row-deleted": Text(
        fr="Choix de la correspondance (lignes supprimées ou hors filtre)",
        en="Choice of the mapping (deleted or filtered rows)",
    ),
    "proof-aside-row-untried": Text(
        fr="Hors de l'essai",
        en="Not in the trial",
    ),
    "proof-aside-row-filtered": Text(
        fr="Choix du scénario (only, skip ou route)",
        en="Choice of the pipeline (only, skip or route)",
    ),
    "proof-aside-row-header-again": Text(
        fr="En-têtes répétés",
        en="Repeated headers",
    ),
    "proof-aside-row-total": Text(
        fr="Ligne de total",
        en="Total row",
    ),
    "proof-aside-row-total-declared": Text(
        fr="Ligne de total du tableau",
        en="Total row of the table",
    ),
    "proof-aside-row-section": Text(
        fr="Titre de section",
        en="Section title",
    ),
    "proof-aside-row-example": Text(
        fr="Ligne d'exemple du modèle",
        en="Example row of the template",
    ),
    "proof-files-read": Text(
        fr="Fichiers lus",
        en="Files read",
    ),
    "proof-head-step": Text(
        fr="Étape",
        en="Step",
    ),
    "proof-command": Text(
        fr="Pour recommencer :",
        en="To do it again:",
    ),
    "proof-compared": Text(
        fr="Fiches comparées",
        en="Records compared",
    ),
    "proof-samples-drawn": Text(
        fr="{count:fiche comparée|fiches comparées}, tirage {seed}",
        en="{count:record compared|records compared}, draw {seed}",
    ),
    "proof-shown-drawn": Text(
        fr="{shown:n} des {count:n} tirées au hasard (tirage {seed}, reproductible) ; toutes page {page}",
        en="{shown:n} of {count:n} drawn at random (draw {seed}, repeatable); all on page {page}",
    ),
    "proof-samples-intro": Text(
        fr="{count:fiche tirée|fiches tirées} au hasard parmi celles qui sont dans Sellsy (tirage {seed} : les mêmes fichiers donnent les mêmes fiches).",
        en="{count:record|records} drawn at random among those in Sellsy (draw {seed}: the same files give the same records).",
    ),
    "proof-head-field": Text(
        fr="Champ",
        en="Field",
    ),
    "proof-head-as-file": Text(
        fr="{source}, tel que dans le fichier",
        en="{source}, as in the file",
    ),
    "proof-head-as-read": Text(
        fr="Sellsy, tel que relu",
        en="Sellsy, as read back",
    ),
    "proof-head-compared": Text(
        fr="Comparaison",
        en="Comparison",
    ),
    "proof-old-id": Text(
        fr="ancien ID {value}",
        en="old id {value}",
    ),
    "proof-at-row": Text(
        fr="{file} ligne {row}",
        en="{file} row {row}",
    ),
    "proof-sellsy-record": Text(
        fr="fiche Sellsy {value}",
        en="Sellsy record {value}",
    ),
    "proof-sign-same": Text(
        fr="identique",
        en="identical",
    ),
    "proof-sign-shaped": Text(
        fr="mise en forme",
        en="formatted",
    ),
    "proof-sign-matched": Text(
        fr="correspondance",
        en="correspondence",
    ),
    "proof-sign-changed": Text(
        fr="modifiée depuis",
        en="changed since",
    ),
    "proof-gone": Text(
        fr="Disparue de Sellsy",
        en="Gone from Sellsy",
    ),
    "proof-changed-since": Text(
        fr="Fiches modifiées depuis",
        en="Records changed since",
    ),
    "proof-changed-intro": Text(
        fr="Relues après la migration, ces fiches ne sont plus comme elle les a écrites : quelqu'un les a modifiées dans Sellsy.",
        en="Read back after the migration, these records differ from what it wrote: they were changed in Sellsy.",
    ),
    "proof-head-sellsy": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "proof-head-sent": Text(
        fr="Écrit",
        en="Written",
    ),
    "proof-head-now": Text(
        fr="Maintenant",
        en="Now",
    ),
    "proof-mark-gone": Text(
        fr="disparue",
        en="gone",
    ),
    "proof-mark-unread": Text(
        fr="non relue",
        en="not read back",
    ),
    "proof-more-differences": Text(
        fr="Et {count:autre champ|autres champs} : voir le classeur.",
        en="And {count:other field|other fields}: see the workbook.",
    ),
    "proof-established": Text(
        fr="Établi par sellsy-etl {version} le {moment}",
        en="Made by sellsy-etl {version} on {moment}",
    ),
    "proof-sheet-summary": Text(
        fr="Résumé",
        en="Summary",
    ),
    "proof-sheet-left-out": Text(
        fr="Non migrées",
        en="Left out",
    ),
    "proof-sheet-bars": Text(
        fr="Avant et après",
        en="Before and after",
    ),
    "proof-sheet-columns": Text(
        fr="Non repris",
        en="Not carried",
    ),
    "proof-sheet-aside": Text(
        fr="Hors périmètre",
        en="Left out on purpose",
    ),
    "proof-sheet-samples": Text(
        fr="Fiches comparées",
        en="Compared",
    ),
    "proof-sheet-changed": Text(
        fr="Modifiées depuis",
        en="Changed since",
    ),
    "proof-sheet-totals": Text(
        fr="Opportunités",
        en="Opportunities",
    ),
    "proof-sheet-ids": Text(
        fr="ID",
        en="Ids",
    ),
    "proof-sheet-inputs": Text(
        fr="Fichiers",
        en="Files",
    ),
    "proof-head-letter": Text(
        fr="Cause",
        en="Cause",
    ),
    "proof-head-title": Text(
        fr="Ce qui ne va pas",
        en="What is wrong",
    ),
    "proof-head-fix": Text(
        fr="À faire",
        en="To do",
    ),
    "proof-head-cause-file": Text(
        fr="Fichier à corriger",
        en="File to correct",
    ),
    "proof-head-cause-row": Text(
        fr="Ligne à corriger",
        en="Row to correct",
    ),
    "proof-head-own-row": Text(
        fr="Ligne",
        en="Row",
    ),
    "proof-head-at-fault": Text(
        fr="En cause",
        en="At fault",
    ),
    "proof-yes": Text(
        fr="oui",
        en="yes",
    ),
    "proof-head-currency": Text(
        fr="Devise",
        en="Currency",
    ),
    "proof-head-facet": Text(
        fr="Par",
        en="By",
    ),
    "proof-head-value": Text(
        fr="Valeur",
        en="Value",
    ),
    "proof-head-in-sellsy": Text(
        fr="En barres",
        en="As bars",
    ),
    "proof-head-target": Text(
        fr="Dans Sellsy",
        en="In Sellsy",
    ),
    "proof-head-before": Text(
        fr="Avant",
        en="Before",
    ),
    "proof-head-after": Text(
        fr="Après",
        en="After",
    ),
    "proof-head-difference": Text(
        fr="Écart",
        en="Difference",
    ),
    "proof-head-amount-before": Text(
        fr="Montant avant",
        en="Amount before",
    ),
    "proof-head-amount-after": Text(
        fr="Montant après",
        en="Amount after",
    ),
    "proof-head-pipeline": Text(
        fr="Pipeline",
        en="Pipeline",
    ),
    "proof-head-status": Text(
        fr="Statut",
        en="Status",
    ),
    "proof-head-person": Text(
        fr="Personne",
        en="Person",
    ),
    "proof-head-system": Text(
        fr="Système",
        en="System",
    ),
    "proof-head-hash": Text(
        fr="SHA-256",
        en="SHA-256",
    ),
    "proof-head-run": Text(
        fr="Opération",
        en="Run",
    ),
    "proof-head-path": Text(
        fr="Chemin",
        en="Path",
    ),
    "proof-head-outside": Text(
        fr="Par choix",
        en="On purpose",
    ),
    "proof-facet-owner": Text(
        fr="Propriétaire",
        en="Owner",
    ),
    "proof-facet-step": Text(
        fr="Étape",
        en="Step",
    ),
    "proof-facet-year": Text(
        fr="Année",
        en="Year",
    ),
    "note-report-unwritable": Text(
        fr="Rapport non écrit : {path}. Détail : {said}",
        en="The report was not written at {path}: {said}",
    ),
    "part-main": Text(
        fr="Adresse",
        en="Address",
    ),
    "part-invoicing": Text(
        fr="Adresse de facturation",
        en="Invoicing address",
    ),
    "part-delivery": Text(
        fr="Adresse de livraison",
        en="Delivery address",
    ),
    "part-invoicing_role": Text(
        fr="Sert à la facturation",
        en="Used for invoicing",
    ),
    "part-delivery_role": Text(
        fr="Sert à la livraison",
        en="Used for delivery",
    ),
    "part-address": Text(
        fr="Adresse",
        en="Address",
    ),
    "part-contact": Text(
        fr="Contact",
        en="Contact",
    ),
    "part-record": Text(
        fr="Fiche",
        en="Record",
    ),
    "part-link": Text(
        fr="Lien",
        en="Link",
    ),
    "part-related": Text(
        fr="Fiche liée",
        en="Linked record",
    ),
    "part-third": Text(
        fr="Client",
        en="Client",
    ),
    "part-participants": Text(
        fr="Participants",
        en="Participants",
    ),
    "part-reminders": Text(
        fr="Rappels",
        en="Reminders",
    ),
    "part-assigned_staff_ids": Text(
        fr="Collaborateurs",
        en="Staff",
    ),
    "part-marketing_campaigns_subscriptions": Text(
        fr="Campagnes acceptées",
        en="Campaigns accepted",
    ),
    "sheet-to-correct": Text(
        fr="À corriger",
        en="To correct",
    ),
    "sheet-all-rows": Text(
        fr="Toutes les lignes",
        en="All rows",
    ),
    "sheet-help": Text(
        fr="Aide",
        en="Help",
    ),
    "book-ours": Text(
        fr="Ce que dit sellsy-etl (ne rien changer ici)",
        en="What sellsy-etl says (change nothing here)",
    ),
    "book-theirs": Text(
        fr="Vos colonnes",
        en="Your columns",
    ),
    "book-file-sheet": Text(
        fr="{file}, feuille {sheet}",
        en="{file}, sheet {sheet}",
    ),
    "book-legend-wrong": Text(
        fr="✎ à corriger",
        en="✎ to correct",
    ),
    "book-legend-done": Text(
        fr="✓ modifiée",
        en="✓ changed",
    ),
    "book-beyond": Text(
        fr="Cellules en trop",
        en="Extra cells",
    ),
    "book-head-row": Text(
        fr="Ligne",
        en="Row",
    ),
    "book-head-to-do": Text(
        fr="À faire",
        en="To do",
    ),
    "book-head-proposed": Text(
        fr="Correction proposée",
        en="Proposed fix",
    ),
    "book-head-column": Text(
        fr="Colonne",
        en="Column",
    ),
    "book-head-outcome": Text(
        fr="Résultat",
        en="Result",
    ),
    "book-head-foreseen": Text(
        fr="Résultat prévu",
        en="Expected result",
    ),
    "book-head-id": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "book-head-remarks": Text(
        fr="Remarques",
        en="Remarks",
    ),
    "book-head-rows": Text(
        fr="Lignes",
        en="Rows",
    ),
    "book-head-share": Text(
        fr="Part",
        en="Share",
    ),
    "book-head-cause": Text(
        fr="Cause",
        en="Cause",
    ),
    "book-head-example": Text(
        fr="Par exemple",
        en="For example",
    ),
    "book-share": Text(
        fr="{share:percent}",
        en="{share:percent}",
    ),
    "book-nothing": Text(
        fr="Rien à corriger.",
        en="Nothing to correct.",
    ),
    "book-counts-fine": Text(
        fr="{read:ligne lue|lignes lues}.",
        en="{read:row|rows} read.",
    ),
    "book-do-all": Text(
        fr="Corrigez les cellules rouges, enregistrez, puis importez ce classeur ({count:ligne|lignes}).",
        en="Correct the red cells, save, then import this workbook ({count:row|rows}).",
    ),
    "book-do-part": Text(
        fr="Corrigez les cellules rouges, enregistrez, puis importez ce classeur\xa0: {count:ligne|lignes}. Les autres s'importent depuis {file}.",
        en="Correct the red cells, save, then import this workbook: {count:row|rows}. Import the others from {file}.",
    ),
    "book-do-left": Text(
        fr="Corrigez les cellules rouges, enregistrez, puis importez ce classeur\xa0: {count:ligne reste|lignes restent} à importer.",
        en="Correct the red cells, save, then import this workbook: {count:row is|rows are} left to import.",
    ),
    "book-do-delete": Text(
        fr="Corrigez les cellules rouges, enregistrez, puis relancez la suppression avec ce classeur.",
        en="Correct the red cells, save, then run the deletion again with this workbook.",
    ),
    "book-counts": Text(
        fr="{count:ligne|lignes} à corriger sur {read:n}.",
        en="{count:row|rows} of {read:n} to correct.",
    ),
    "book-counts-proposed": Text(
        fr="{count:ligne a|lignes ont} une correction proposée\xa0: recopiez-la.",
        en="{count:row has|rows have} a proposed fix: copy it.",
    ),
    "book-counts-all": Text(
        fr="{read:ligne lue|lignes lues}.",
        en="{read:row|rows} read.",
    ),
    "book-nature-dry": Text(
        fr="Simulation\xa0: rien n'est écrit dans Sellsy.",
        en="Dry run: nothing was written to Sellsy.",
    ),
    "book-nature-real": Text(
        fr="Le reste est traité dans Sellsy.",
        en="The rest is done in Sellsy.",
    ),
    "book-all-dry": Text(
        fr="Toutes vos lignes, importées avec ce classeur. Une correction faite ici compte aussi.",
        en="All your rows, imported with this workbook. A correction made here counts too.",
    ),
    "book-all-real": Text(
        fr="Pour information\xa0: seules les lignes à corriger seront importées à nouveau.",
        en="For information: only the rows to correct are imported again.",
    ),
    "book-similar-row": Text(
        fr="Doublon possible\xa0: ligne {other}, {name} ({reasons}).",
        en="Possible duplicate: row {other}, {name} ({reasons}).",
    ),
    "book-similar-record": Text(
        fr="Doublon possible\xa0: fiche {other}, {name} ({reasons}).",
        en="Possible duplicate: record {other}, {name} ({reasons}).",
    ),
    "book-title-check": Text(
        fr="Contrôle de {file}",
        en="Check of {file}",
    ),
    "book-title-dry-run": Text(
        fr="Simulation de l'import de {file}",
        en="Dry run of the import of {file}",
    ),
    "book-title-import": Text(
        fr="Import de {file}",
        en="Import of {file}",
    ),
    "book-title-retry": Text(
        fr="Reprise de l'import de {file}",
        en="Retry of the import of {file}",
    ),
    "book-title-delete": Text(
        fr="Suppression des fiches de {file}",
        en="Deletion of the records of {file}",
    ),
    "book-account": Text(
        fr="Compte Sellsy\xa0: {account}",
        en="Sellsy account: {account}",
    ),
    "book-account-local": Text(
        fr="Sellsy d'essai",
        en="local Sellsy",
    ),
    "book-by": Text(
        fr="par {person}",
        en="by {person}",
    ),
    "book-moment": Text(
        fr="{moment} (heure de {place})",
        en="{moment} ({place} time)",
    ),
    "book-verdict-dry": Text(
        fr="{ready:ligne est prête|lignes sont prêtes} sur {read:n}, {count:est|sont} à corriger dans la feuille «\xa0À corriger\xa0».",
        en="{ready:row is|rows are} ready of {read:n}, {count:is|are} to correct in the sheet “To correct”.",
    ),
    "book-verdict-dry-fine": Text(
        fr="{ready:ligne est prête|lignes sont prêtes} sur {read:n}.",
        en="{ready:row is|rows are} ready of {read:n}.",
    ),
    "book-verdict": Text(
        fr="{ready:ligne traitée|lignes traitées} sur {read:n}, {count:reste|restent} à corriger dans la feuille «\xa0À corriger\xa0».",
        en="{ready:row|rows} of {read:n} done, {count:is|are} left to correct in the sheet “To correct”.",
    ),
    "book-verdict-fine": Text(
        fr="{ready:ligne traitée|lignes traitées} sur {read:n}.",
        en="{ready:row|rows} of {read:n} done.",
    ),
    "book-fate": Text(
        fr="Résultat de {count:ligne|lignes}",
        en="Results of {count:row|rows}",
    ),
    "book-total": Text(
        fr="Total = lignes du fichier",
        en="Total = rows of the file",
    ),
    "book-by-cause": Text(
        fr="{count:ligne|lignes} à corriger, par cause",
        en="{count:row|rows} to correct, by cause",
    ),
    "book-example": Text(
        fr="Ligne {row:n}, {name}",
        en="Row {row:n}, {name}",
    ),
    "book-example-row": Text(
        fr="Ligne {row:n}",
        en="Row {row:n}",
    ),
    "book-example-record": Text(
        fr="Fiche {row} de Sellsy",
        en="Record {row} of Sellsy",
    ),
    "book-head-where": Text(
        fr="Où",
        en="Where",
    ),
    "book-alike": Text(
        fr="{reasons} ({share:percent})",
        en="{reasons} ({share:percent})",
    ),
    "book-moment-utc": Text(
        fr="{moment} (UTC)",
        en="{moment} (UTC)",
    ),
    "book-proposals": Text(
        fr="{count:correction proposée|corrections proposées}",
        en="{count:proposed fix|proposed fixes}",
    ),
    "cause-address": Text(
        fr="Adresse incomplète",
        en="Incomplete address",
    ),
    "cause-choice": Text(
        fr="Valeur refusée",
        en="Value not accepted",
    ),
    "cause-country": Text(
        fr="Pays inconnu",
        en="Unknown country",
    ),
    "cause-date": Text(
        fr="Date illisible",
        en="Unreadable date",
    ),
    "cause-differ": Text(
        fr="Numéros qui ne vont pas ensemble",
        en="Numbers that do not match",
    ),
    "cause-doubtful": Text(
        fr="Fiche douteuse",
        en="Doubtful match",
    ),
    "cause-duplicate": Text(
        fr="Doublon dans le fichier",
        en="Duplicate in the file",
    ),
    "cause-email": Text(
        fr="E-mail illisible",
        en="Unreadable e-mail address",
    ),
    "cause-missing": Text(
        fr="Champ obligatoire vide",
        en="Empty required field",
    ),
    "cause-naf": Text(
        fr="Code NAF illisible",
        en="Unreadable NAF code",
    ),
    "cause-number": Text(
        fr="Nombre illisible",
        en="Unreadable number",
    ),
    "cause-phone": Text(
        fr="Téléphone illisible",
        en="Unreadable phone number",
    ),
    "cause-postal-code": Text(
        fr="Code postal illisible",
        en="Unreadable postal code",
    ),
    "cause-records": Text(
        fr="Plusieurs fiches possibles",
        en="Several records fit",
    ),
    "cause-several": Text(
        fr="Plusieurs valeurs dans une cellule",
        en="Several values in a cell",
    ),
    "cause-siren": Text(
        fr="SIREN incomplet ou abîmé",
        en="Incomplete or damaged SIREN",
    ),
    "cause-siret": Text(
        fr="SIRET incomplet ou abîmé",
        en="Incomplete or damaged SIRET",
    ),
    "cause-siret-is-siren": Text(
        fr="SIREN dans la colonne du SIRET",
        en="SIREN in the SIRET column",
    ),
    "cause-unknown": Text(
        fr="Nom inconnu dans Sellsy",
        en="Name unknown in Sellsy",
    ),
    "cause-url": Text(
        fr="Site web illisible",
        en="Unreadable website",
    ),
    "cause-vat": Text(
        fr="N° TVA illisible",
        en="Unreadable VAT number",
    ),
    "book-more-causes": Text(
        fr="{count:autre cause|autres causes} dans la feuille des lignes à corriger",
        en="{count:more cause|more causes} in the sheet of rows to correct",
    ),
    "book-to-correct": Text(
        fr="À corriger",
        en="To correct",
    ),
    "book-good-to-know": Text(
        fr="Bon à savoir",
        en="Good to know",
    ),
    "book-ignored": Text(
        fr="Colonnes non importées",
        en="Columns not imported",
    ),
    "book-ignored-column": Text(
        fr="{header} ({count:cellule|cellules})",
        en="{header} ({count:cell|cells})",
    ),
    "book-similar": Text(
        fr="Doublons possibles",
        en="Possible duplicates",
    ),
    "book-similar-about": Text(
        fr="{count:doublon possible|doublons possibles}, listés plus bas et dans les remarques.",
        en="{count:possible duplicate|possible duplicates}, listed below and in the remarks.",
    ),
    "book-remembers": Text(
        fr="Ce classeur se souvient",
        en="This workbook remembers",
    ),
    "book-remembers-about": Text(
        fr="Correspondance des colonnes, feuille et options sont enregistrées\xa0: aucune option à redonner.",
        en="The column mapping, the sheet and the options are kept: give no option again.",
    ),
    "book-settings": Text(
        fr="Réglages",
        en="Settings",
    ),
    "book-no-room": Text(
        fr="{count:ligne à corriger|lignes à corriger} en plus, sans place dans la feuille\xa0: corrigez le fichier d'origine.",
        en="{count:more row|more rows} to correct, for which the sheet has no room: correct the original file.",
    ),
    "book-help-title": Text(
        fr="Comment corriger et importer",
        en="How to correct and import",
    ),
    "book-help-correct": Text(
        fr="Corriger",
        en="Correct",
    ),
    "book-help-correct-about": Text(
        fr="Dans «\xa0À corriger\xa0», chaque ligne dit ce qui manque (À faire) et dans quelle colonne. Écrivez la bonne valeur dans la cellule rouge.",
        en="In “To correct”, each row says what is wrong (To do) and in which column. Type the right value in the red cell.",
    ),
    "book-help-proposed": Text(
        fr="Correction proposée",
        en="Proposed fix",
    ),
    "book-help-proposed-about": Text(
        fr="Quand elle est certaine, la bonne valeur est écrite\xa0: recopiez-la dans la cellule rouge. Rien n'est changé sans vous.",
        en="Where it is certain, the right value is given: copy it in the red cell. Nothing changes without you.",
    ),
    "book-help-colours": Text(
        fr="Couleurs",
        en="Colours",
    ),
    "book-help-colours-about": Text(
        fr="Rouge\xa0: à corriger. Verte\xa0: modifiée par vous. Une cellule verte est contrôlée à l'import.",
        en="Red: to correct. Green: changed by you. A green cell is checked when you import.",
    ),
    "book-help-anywhere": Text(
        fr="Trier, filtrer",
        en="Sort and filter",
    ),
    "book-help-anywhere-about": Text(
        fr="Vous pouvez trier, filtrer et corriger toute cellule de vos colonnes, dans «\xa0À corriger\xa0» ou «\xa0Toutes les lignes\xa0». Une cellule changée différemment dans les deux feuilles est refusée.",
        en="Sort, filter and correct any cell of your columns, in “To correct” or in “All rows”. A cell that is changed differently in both sheets is refused.",
    ),
    "book-help-add": Text(
        fr="Ajouter, supprimer",
        en="Add and delete",
    ),
    "book-help-add-about": Text(
        fr="Une ligne supprimée de «\xa0À corriger\xa0» n'est pas importée. Une ligne ajoutée au bas de la feuille, sans numéro, l'est comme nouvelle.",
        en="A row deleted from “To correct” is not imported. A row added at the end of the sheet, without a number, is imported as a new one.",
    ),
    "book-help-save": Text(
        fr="Enregistrer",
        en="Save",
    ),
    "book-help-save-about": Text(
        fr="Enregistrez ce classeur tel quel (xlsx ou ods). Il n'est jamais remplacé\xa0: le prochain rapport portera un numéro.",
        en="Save this workbook as it is (xlsx or ods). It is never replaced: the next report gets a number.",
    ),
    "book-help-again": Text(
        fr="Importer",
        en="Import",
    ),
    "book-help-again-all": Text(
        fr="sellsy-etl import, suivi du nom de ce classeur, sans option. Toutes les lignes sont importées, les bonnes aussi.",
        en="sellsy-etl import, then the name of this workbook, without options. All rows are imported, the good ones too.",
    ),
    "book-help-again-left": Text(
        fr="sellsy-etl import, suivi du nom de ce classeur, sans option. Seules les lignes à corriger sont importées, jamais deux fois.",
        en="sellsy-etl import, then the name of this workbook, without options. Only the rows to correct are imported, never twice.",
    ),
    "book-help-locked": Text(
        fr="Colonnes de sellsy-etl",
        en="Our columns",
    ),
    "book-help-locked-about": Text(
        fr="Ce que vous changez dans les quatre premières colonnes est sans effet.",
        en="What you change in the first four columns has no effect.",
    ),
    "note-report-kept": Text(
        fr="{kept} est gardé tel quel. Nouveau rapport : {path}",
        en="{kept} is kept as it is. New report: {path}",
    ),
    "kind-check": Text(
        fr="contrôle",
        en="check",
    ),
    "page-correct-all": Text(
        fr="Corrigez les lignes à corriger, puis importez ce rapport. Toutes les lignes sont importées, les bonnes aussi\xa0:",
        en="Correct the rows to correct, then import this report. All rows are imported, the good ones too:",
    ),
    "page-correct-left": Text(
        fr="Corrigez les lignes à corriger, puis importez ce rapport\u202f; elles seules seront lues\xa0:",
        en="Correct the rows to correct, then import this report; only those are read:",
    ),
    "page-correct-part": Text(
        fr="Corrigez les lignes à corriger, puis importez ce rapport. Les autres s'importent depuis le fichier d'origine\xa0:",
        en="Correct the rows to correct, then import this report. Import the others from the original file:",
    ),
    "page-correct-delete": Text(
        fr="Corrigez les lignes à corriger, puis relancez la suppression avec ce rapport\xa0:",
        en="Correct the rows to correct, then run the deletion again with this report:",
    ),
    "page-similar": Text(
        fr="Doublons possibles",
        en="Possible duplicates",
    ),
    "page-rows": Text(
        fr="Résultat des lignes",
        en="Results",
    ),
    "page-dry": Text(
        fr="Simulation : rien n'a été écrit dans Sellsy.",
        en="Dry run: nothing was written to Sellsy.",
    ),
    "page-unknown": Text(
        fr="Sellsy n'a pas répondu à certaines écritures. Pour les vérifier et terminer :",
        en="Sellsy did not answer some writes. To check them and finish:",
    ),
    "page-problems": Text(
        fr="Problèmes",
        en="Problems",
    ),
    "page-warnings": Text(
        fr="Valeurs réparées",
        en="Repaired values",
    ),
    "page-none": Text(
        fr="Aucun.",
        en="None.",
    ),
    "page-column": Text(
        fr="Colonne",
        en="Column",
    ),
    "page-what": Text(
        fr="Problème, et que faire",
        en="Problem, and what to do",
    ),
    "page-count": Text(
        fr="Lignes",
        en="Rows",
    ),
    "page-examples": Text(
        fr="Exemples",
        en="Examples",
    ),
    "page-row": Text(
        fr="ligne",
        en="row",
    ),
    "page-whole-row": Text(
        fr="(toute la ligne)",
        en="(the whole row)",
    ),
    "page-more": Text(
        fr="autres problèmes : voir le rapport.",
        en="other problems: see the report.",
    ),
    "page-calls": Text(
        fr="Appels à Sellsy",
        en="Calls to Sellsy",
    ),
    "page-made": Text(
        fr="appels",
        en="calls",
    ),
    "page-mean": Text(
        fr="par réponse, en moyenne",
        en="per answer on average",
    ),
    "page-waits": Text(
        fr="retardés par le quota (429)",
        en="delayed by the quota (429)",
    ),
    "page-lost": Text(
        fr="sans réponse",
        en="without an answer",
    ),
    "page-day-left": Text(
        fr="appels restants aujourd'hui",
        en="calls left today",
    ),
    "page-pace": Text(
        fr="Appels par seconde, pendant l'opération",
        en="Calls per second, during the run",
    ),
    "page-pace-about": Text(
        fr="Chaque barre :",
        en="Each bar:",
    ),
    "page-pace-limit": Text(
        fr="quota du compte :",
        en="quota of the account:",
    ),
    "page-slowest": Text(
        fr="Les appels les plus lents",
        en="The slowest calls",
    ),
    "page-no-answer": Text(
        fr="sans réponse",
        en="no answer",
    ),
    "page-after": Text(
        fr="envoyé à",
        en="sent at",
    ),
    "page-settings": Text(
        fr="Réglages de l'opération",
        en="Settings of the run",
    ),
    "page-by": Text(
        fr="Écrit par",
        en="Written by",
    ),
    "kind-plan": Text(
        fr="plan",
        en="plan",
    ),
    "kind-apply": Text(
        fr="application",
        en="apply",
    ),
    "kind-retry": Text(
        fr="reprise",
        en="retry",
    ),
    "kind-undo": Text(
        fr="annulation",
        en="undo",
    ),
    "kind-pipeline": Text(
        fr="scénario",
        en="pipeline",
    ),
    "kind-export": Text(
        fr="export",
        en="export",
    ),
    "kind-call": Text(
        fr="appel",
        en="call",
    ),
    "head-kind": Text(
        fr="type",
        en="kind",
    ),
    "kind-import": Text(
        fr="import",
        en="import",
    ),
    "kind-dry-run": Text(
        fr="simulation",
        en="dry run",
    ),
    "kind-delete": Text(
        fr="suppression",
        en="deletion",
    ),
    "summary-keys": Text(
        fr="Clés de rapprochement",
        en="Match keys",
    ),
    "summary-batch": Text(
        fr="Écritures par requête",
        en="Writes per request",
    ),
    "summary-missing": Text(
        fr="Noms créés s'ils manquent",
        en="Names created when missing",
    ),
    "summary-mapping": Text(
        fr="Correspondance des colonnes",
        en="Column mapping",
    ),
    "summary-ignored": Text(
        fr="Colonnes ignorées",
        en="Ignored columns",
    ),
    "summary-profile": Text(
        fr="Profil de connexion",
        en="Profile",
    ),
    "summary-country": Text(
        fr="Pays par défaut",
        en="Default country",
    ),
    "summary-currency": Text(
        fr="Devise",
        en="Currency",
    ),
    "summary-dates": Text(
        fr="Ordre des dates",
        en="Order of dates",
    ),
    "date-order-dmy": Text(
        fr="jj/mm/aaaa",
        en="dd/mm/yyyy",
    ),
    "date-order-mdy": Text(
        fr="mm/jj/aaaa",
        en="mm/dd/yyyy",
    ),
    "date-order-ymd": Text(
        fr="aaaa/mm/jj",
        en="yyyy/mm/dd",
    ),
    "summary-clear": Text(
        fr="Mot qui vide un champ",
        en="Word that clears a field",
    ),
    "sheet-summary": Text(
        fr="Résumé",
        en="Summary",
    ),
    "sheet-similar": Text(
        fr="Doublons possibles",
        en="Possible duplicates",
    ),
    "head-similar-row": Text(
        fr="ligne du doublon",
        en="duplicate's row",
    ),
    "head-similar-id": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "head-similar-name": Text(
        fr="nom du doublon",
        en="duplicate's name",
    ),
    "head-reasons": Text(
        fr="en commun",
        en="in common",
    ),
    "head-score": Text(
        fr="ressemblance",
        en="similarity",
    ),
    "similar-name": Text(
        fr="nom",
        en="name",
    ),
    "sheet-ignored": Text(
        fr="Colonnes ignorées",
        en="Ignored columns",
    ),
    "head-id": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "head-problem": Text(
        fr="problème",
        en="problem",
    ),
    "head-fix": Text(
        fr="que faire",
        en="what to do",
    ),
    "head-reason": Text(
        fr="raison",
        en="reason",
    ),
    "head-correction": Text(
        fr="correction",
        en="fix",
    ),
    "head-ignored": Text(
        fr="Colonne ignorée",
        en="Ignored column",
    ),
    "head-nearest": Text(
        fr="Colonne la plus proche",
        en="Nearest column",
    ),
    "summary-file": Text(
        fr="Fichier",
        en="File",
    ),
    "summary-detected": Text(
        fr="Lu comme",
        en="Read as",
    ),
    "summary-entity": Text(
        fr="Type de fiche",
        en="Entity",
    ),
    "summary-run": Text(
        fr="Opération",
        en="Run",
    ),
    "summary-calls": Text(
        fr="Appels API",
        en="API calls",
    ),
    "summary-seconds": Text(
        fr="Durée (s)",
        en="Duration (s)",
    ),
    "summary-mode": Text(
        fr="Mode",
        en="Mode",
    ),
    "head-profile": Text(
        fr="profil de connexion",
        en="profile",
    ),
    "head-name": Text(
        fr="nom",
        en="name",
    ),
    "head-address": Text(
        fr="adresse",
        en="address",
    ),
    "word-yes": Text(
        fr="oui",
        en="yes",
    ),
    "word-no": Text(
        fr="non",
        en="no",
    ),
    "head-column": Text(
        fr="colonne",
        en="column",
    ),
    "head-value": Text(
        fr="valeur",
        en="value",
    ),
    "head-run": Text(
        fr="opération",
        en="run",
    ),
    "head-entity": Text(
        fr="type de fiche",
        en="entity",
    ),
    "head-status": Text(
        fr="état",
        en="status",
    ),
    "head-started": Text(
        fr="début",
        en="started",
    ),
    "head-file": Text(
        fr="fichier",
        en="file",
    ),
    "sheet-plan": Text(
        fr="Plan",
        en="Plan",
    ),
    "sheet-left-out": Text(
        fr="Non envoyées",
        en="Not sent",
    ),
    "head-old": Text(
        fr="ancien",
        en="old",
    ),
    "head-new": Text(
        fr="nouveau",
        en="new",
    ),
    "head-examples": Text(
        fr="exemples",
        en="examples",
    ),
}

PROBLEMS = {
    "proof-no-reason": Text(
        fr="Ligne ignorée, sans raison enregistrée.",
        en="Row skipped, without a recorded reason.",
        hint_fr="Importez cette ligne à nouveau.",
        hint_en="Import this row again.",
    ),
}
