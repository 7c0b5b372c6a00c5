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
        fr="Rapport de migration",
        en="Migration report",
    ),
    "proof-verdict": Text(
        fr="Verdict",
        en="Verdict",
    ),
    "proof-fine": Text(
        fr="Tout est compté et conforme dans Sellsy (lignes non importées : {left_out:n}, avec leurs raisons).",
        en="Every row is accounted for and matches Sellsy (rows not imported: {left_out:n}, with their reasons).",
    ),
    "proof-open": Text(
        fr="Reste à traiter : des lignes sont refusées, à vérifier ou différentes dans Sellsy (autres lignes non importées : {left_out:n}, avec leurs raisons).",
        en="Not finished: some rows failed, are unknown or differ in Sellsy (other rows not imported: {left_out:n}, with their reasons).",
    ),
    "proof-pipeline": Text(
        fr="Scénario",
        en="Pipeline",
    ),
    "proof-run": Text(
        fr="Opération",
        en="Run",
    ),
    "proof-started": Text(
        fr="Début",
        en="Started",
    ),
    "proof-finished": Text(
        fr="Fin",
        en="Finished",
    ),
    "proof-command": Text(
        fr="Pour recommencer",
        en="To do it again",
    ),
    "proof-version": Text(
        fr="Programme",
        en="Program",
    ),
    "proof-hash": Text(
        fr="SHA-256 du scénario",
        en="SHA-256 of the pipeline",
    ),
    "proof-moved": Text(
        fr="Montants des opportunités : différence entre avant et après",
        en="Amounts of opportunities: difference between before and after",
    ),
    "proof-entities": Text(
        fr="Lignes",
        en="Rows",
    ),
    "proof-reasons": Text(
        fr="Pourquoi des lignes ne sont pas importées",
        en="Why rows were not imported",
    ),
    "proof-totals": Text(
        fr="Opportunités du compte, avant et après",
        en="Opportunities of the account, before and after",
    ),
    "proof-ids": Text(
        fr="ID de l'ancien logiciel",
        en="Ids of the other system",
    ),
    "proof-inputs": Text(
        fr="Fichiers lus",
        en="Files read",
    ),
    "proof-more-ids": Text(
        fr="de plus dans le classeur",
        en="more in the workbook",
    ),
    "proof-none": Text(
        fr="Aucun.",
        en="None.",
    ),
    "proof-marks": Text(
        fr="Relu dans Sellsy : = conforme, * différent, - supprimé, ! illisible.",
        en="Read back from Sellsy: = as sent, * different, - gone, ! unreadable.",
    ),
    "proof-sheet-summary": Text(
        fr="Résumé",
        en="Summary",
    ),
    "proof-sheet-entities": Text(
        fr="Lignes",
        en="Rows",
    ),
    "proof-sheet-reasons": Text(
        fr="Non importées",
        en="Not imported",
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
    "proof-head-entity": Text(
        fr="Type de fiche",
        en="Entity",
    ),
    "proof-head-rows": Text(
        fr="Lignes",
        en="Rows",
    ),
    "proof-head-code": Text(
        fr="Code",
        en="Code",
    ),
    "proof-head-example": Text(
        fr="Raison",
        en="Reason",
    ),
    "proof-head-pipeline": Text(
        fr="Pipeline",
        en="Pipeline",
    ),
    "proof-head-status": Text(
        fr="État",
        en="Status",
    ),
    "proof-head-person": Text(
        fr="Personne",
        en="Person",
    ),
    "proof-head-before": Text(
        fr="Avant",
        en="Before",
    ),
    "proof-head-after": Text(
        fr="Après",
        en="After",
    ),
    "proof-head-amount-before": Text(
        fr="Montant avant",
        en="Amount before",
    ),
    "proof-head-amount-after": Text(
        fr="Montant après",
        en="Amount after",
    ),
    "proof-head-difference": Text(
        fr="Différence",
        en="Difference",
    ),
    "proof-head-system": Text(
        fr="Logiciel",
        en="System",
    ),
    "proof-head-kind": Text(
        fr="Type",
        en="Kind",
    ),
    "proof-head-legacy": Text(
        fr="ID d'origine",
        en="Old id",
    ),
    "proof-head-sellsy": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "proof-head-step": Text(
        fr="Étape",
        en="Step",
    ),
    "proof-head-file": Text(
        fr="Fichier",
        en="File",
    ),
    "proof-head-sheet": Text(
        fr="Feuille",
        en="Sheet",
    ),
    "proof-head-size": Text(
        fr="Octets",
        en="Bytes",
    ),
    "proof-head-hash": Text(
        fr="SHA-256",
        en="SHA-256",
    ),
    "proof-head-run": Text(
        fr="Opération",
        en="Run",
    ),
    "proof-head-amount": Text(
        fr="Montants des fichiers",
        en="Amounts in the files",
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
    "count-read": Text(
        fr="lues",
        en="read",
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
