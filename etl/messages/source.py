"""What `etl.source` says."""

from etl.messages.model import Text

PROBLEMS = {
    "report-held": Text(
        fr="Ligne abîmée dans le fichier d'origine, inchangée ici.",
        en="This row was damaged in the original file, and is unchanged here.",
        hint_fr="Écrivez ici ses bonnes valeurs, puis importez à nouveau.",
        hint_en="Type its right values here, then import again.",
    ),
    "report-long": Text(
        fr="Une cellule de la ligne {row} est trop longue pour ce classeur : son texte y est coupé.",
        en="A cell of row {row} is too long for this workbook: its text is cut there.",
        hint_fr="Importez cette ligne depuis le fichier d'origine.",
        hint_en="Import this row from the original file.",
    ),
    "report-twice": Text(
        fr="La ligne {row} figure deux fois dans ce rapport.",
        en="Row {row} appears twice in this report.",
        hint_fr="Gardez-en une. Pour ajouter une fiche, écrivez-la sur une ligne neuve au bas de la feuille.",
        hint_en="Keep one of them. To add a record, type it on a new row at the end of the sheet.",
    ),
    "report-conflict": Text(
        fr="« {column} » a été modifiée différemment dans les deux feuilles : « {first} » et « {second} ».",
        en="“{column}” was changed differently in both sheets: “{first}” and “{second}”.",
        hint_fr="Écrivez la bonne valeur dans la feuille des lignes à corriger.",
        hint_en="Type the right value in the sheet of rows to correct.",
    ),
    "transform-failed": Text(
        fr="{name} a échoué sur cette ligne. Détail : {said}.",
        en="{name} failed on this row: {said}.",
        hint_fr="Corrigez la ligne, ou la fonction ; les autres lignes ont été lues.",
        hint_en="Correct the row, or the function; the other rows were read.",
    ),
    "transform-skipped": Text(
        fr="Ligne ignorée par la transformation du scénario.",
        en="The pipeline's transform skipped this row.",
        hint_fr="Rien à faire, sauf si elle devait être importée.",
        hint_en="Nothing to do, unless it should have been kept.",
    ),
    "row-header-again": Text(
        fr="Cette ligne répète les en-têtes du tableau : elle est ignorée.",
        en="This row repeats the headers of the table: it is skipped.",
        hint_fr="Rien à faire.",
        hint_en="Nothing to do.",
    ),
    "row-total": Text(
        fr="Cette ligne est un total (« {value} ») : elle est ignorée.",
        en="This row is a total ({value}): it is skipped.",
        hint_fr="Rien à faire. Si c'est une fiche, remplissez une autre colonne, par exemple l'e-mail.",
        hint_en="Nothing to do. If it is a record, fill in another column, such as the e-mail.",
        example={"value": "Total général"},
    ),
    "row-total-declared": Text(
        fr="Cette ligne est la ligne de total du tableau Excel : elle est ignorée.",
        en="This row is the total row of the Excel table: it is skipped.",
        hint_fr="Rien à faire. Si c'est une fiche, décochez « Ligne des totaux » dans le tableau.",
        hint_en="Nothing to do. If it is a record, untick Total Row in the table's design.",
    ),
    "row-unexpected": Text(
        fr="Cette ligne n'est prévue par aucune étape : {header} est « {value} ».",
        en='No step is for this row: {header} is "{value}".',
        hint_fr='Ajoutez cette valeur à route, ou "*": skip pour ignorer les autres.',
        hint_en='Add this value to route, or "*": skip to leave others out.',
        example={"header": "Activity type", "value": "EMAIL"},
    ),
    "row-untried": Text(
        fr="Cette ligne ne fait pas partie de l'essai ({value}).",
        en="This row is not in the trial ({value}).",
        hint_fr="Rien à faire : lancez le scénario en entier pour l'importer.",
        hint_en="Nothing to do: run the whole pipeline to import it.",
        example={"value": "C-1042"},
    ),
    "row-filtered": Text(
        fr="Votre correspondance ne retient pas cette ligne ({value}).",
        en="Your mapping leaves this row out ({value}).",
        hint_fr="Rien à faire. Pour l'importer, changez only ou skip dans la correspondance.",
        hint_en="Nothing to do. To import it, change only or skip in the mapping.",
        example={"value": "EMAIL"},
    ),
    "row-deleted": Text(
        fr="Cette ligne est supprimée dans l'ancien logiciel ({value}) : elle est ignorée.",
        en="This row is deleted in the other system ({value}): it is skipped.",
        hint_fr="Rien à faire. Si elle doit être importée, corrigez la colonne qui l'indique supprimée.",
        hint_en="Nothing to do. If it must be imported, correct the column that marks it as deleted.",
        example={"value": "0015g00000A0001QAA"},
    ),
    "row-example": Text(
        fr="C'est la ligne d'exemple du modèle : elle est ignorée.",
        en="This is the example row of the template: it is skipped.",
        hint_fr="Rien à faire. Si c'est une fiche, changez une de ses cellules.",
        hint_en="Nothing to do. If it is a record, change one of its cells.",
    ),
    "row-section": Text(
        fr="Cette ligne ne contient qu'un titre (« {value} ») : elle est ignorée.",
        en="This row contains only a title ({value}): it is skipped.",
        hint_fr="Rien à faire. Si c'est une fiche, remplissez son nom.",
        hint_en="Nothing to do. If it is a record, fill in its name.",
        example={"value": "Région Nord"},
    ),
    "row-total-kept": Text(
        fr="« {value} » ressemble à un total, mais la ligne est au milieu du tableau : elle est lue.",
        en="{value} looks like a total, but the row is in the middle of the table: it is read as a record.",
        hint_fr="Si c'est un total, supprimez la ligne.",
        hint_en="If it is a total, delete the row.",
        example={"value": "Total"},
    ),
    "row-name-only": Text(
        fr="Cette ligne ne contient qu'un nom (« {value} »), alors que d'autres sont plus remplies.",
        en="This row contains only a name ({value}), while other rows contain more.",
        hint_fr="Vérifiez que ce n'est pas un titre ou un total ; sinon, rien à faire.",
        hint_en="Check that it is not a title or a total; otherwise, nothing to do.",
        example={"value": "Menuiserie Garnier"},
    ),
    "cell-merged": Text(
        fr="Cellule fusionnée : la valeur est en ligne {first}.",
        en="The value is in row {first}: this cell is merged with it.",
        hint_fr="Défusionnez, puis écrivez la valeur sur chaque ligne qui doit l'avoir.",
        hint_en="Unmerge, then write the value on each row that needs it.",
    ),
    "text-double-encoded": Text(
        fr="Accents encodés deux fois : sans doute « {repaired} ».",
        en='Accents encoded twice: probably "{repaired}".',
        hint_fr="Ajoutez --repair-encoding pour les rétablir, ou corrigez le fichier.",
        hint_en="Add --repair-encoding to restore them, or correct the file.",
        example={"repaired": "Hélène"},
    ),
    "text-encoding-repaired": Text(
        fr="Accents encodés deux fois, rétablis : « {repaired} ».",
        en='Accents encoded twice, restored: "{repaired}".',
        hint_fr="Rien à faire si c'est le bon texte ; sinon, corrigez le fichier et retirez --repair-encoding.",
        hint_en="Nothing to do if this is the right text; otherwise correct the file and remove --repair-encoding.",
        example={"repaired": "Hélène"},
    ),
    "phone-zero-if-new": Text(
        fr="Nouvelle fiche : le zéro initial, perdu dans Excel, sera rétabli : {phone:phone}.",
        en="New record: the leading zero, lost by the spreadsheet, will be restored: {phone:phone}.",
        hint_fr="Une fiche existante garde le pays de son adresse ; sinon, remplissez la colonne du pays.",
        hint_en="An existing record keeps the country of its address; otherwise fill in the country column.",
    ),
    "phone-if-new": Text(
        fr="Nouvelle fiche : « {value} » sera refusé, ce n'est pas un numéro de téléphone du pays ({country}).",
        en='New record: "{value}" will be refused: it is not a phone number of its country ({country}).',
        hint_fr="Une fiche existante garde le pays de son adresse ; sinon, corrigez-le ou remplissez la colonne du pays.",
        hint_en="An existing record keeps the country of its address; otherwise correct it or fill in the country column.",
        example={"value": "02 512 12 12", "country": "FR"},
    ),
    "vat-prefix-if-new": Text(
        fr="Nouvelle fiche : le code du pays sera ajouté au numéro de TVA : {vat}.",
        en="New record: the country code will be added to the VAT number: {vat}.",
        hint_fr="Une fiche existante garde le pays de son adresse ; sinon, remplissez la colonne du pays.",
        hint_en="An existing record keeps the country of its address; otherwise fill in the country column.",
        example={"vat": "FR44732829320"},
    ),
    "vat-if-new": Text(
        fr="Nouvelle fiche : « {value} » sera refusé, ce n'est pas un numéro de TVA du pays ({country}).",
        en='New record: "{value}" will be refused: it is not a VAT number of its country ({country}).',
        hint_fr="Une fiche existante garde le pays de son adresse ; sinon, corrigez-le ou remplissez la colonne du pays.",
        hint_en="An existing record keeps the country of its address; otherwise correct it or fill in the country column.",
        example={"value": "0428759497", "country": "FR"},
    ),
    "postal-code-zero-if-new": Text(
        fr="Nouvelle fiche : le zéro initial, perdu dans Excel, sera rétabli : {postal_code} (pays : {country}).",
        en="New record: the leading zero, lost by the spreadsheet, will be restored: {postal_code} ({country}).",
        hint_fr="Une adresse existante garde son pays ; sinon, remplissez la colonne du pays.",
        hint_en="An existing address keeps its country; otherwise fill in the country column.",
    ),
    "postal-code-if-new": Text(
        fr="Nouvelle fiche : « {value} » sera refusé, ce n'est pas un code postal du pays ({country}).",
        en='New record: "{value}" will be refused: it is not a postal code of its country ({country}).',
        hint_fr="Une adresse existante garde son pays ; sinon, corrigez-le ou remplissez la colonne du pays.",
        hint_en="An existing address keeps its country; otherwise correct it or fill in the country column.",
        example={"value": "1000 AB", "country": "FR"},
    ),
    "word-missing": Text(
        fr="« {value} » est lu comme vide, et {column} est obligatoire.",
        en='"{value}" is read as empty, and {column} is required.',
        hint_fr="Écrivez la vraie valeur, ou l'ID Sellsy d'une fiche existante dans sa colonne.",
        hint_en="Write the real value, or the Sellsy id of an existing record in its column.",
        example={"value": "N/C", "column": "Nom société"},
    ),
    "cell-left-out": Text(
        fr="{reason}. La cellule n'est pas importée, le reste de la ligne l'est.",
        en="{reason}. The cell is not imported, the rest of the row is.",
        hint_fr="Corrigez la cellule et réimportez la ligne.",
        hint_en="Correct the cell and import the row again.",
    ),
    "cell-fixed": Text(
        fr="Corrigé automatiquement : « {value} » devient « {fixed} ».",
        en='Fixed: "{value}" becomes "{fixed}".',
        hint_fr="Rien à faire si c'est juste ; sinon, corrigez la cellule.",
        hint_en="Nothing to do if this is right; otherwise correct the cell.",
        example={"value": "01 99 00 10 42 (secrétariat)", "fixed": "01 99 00 10 42"},
    ),
    "cell-filled": Text(
        fr="Rempli automatiquement : « {fixed} » était dans une autre colonne de la ligne.",
        en='Filled in: "{fixed}" was in another column of the row.',
        hint_fr="Rien à faire si c'est juste ; sinon, corrigez la cellule.",
        hint_en="Nothing to do if this is right; otherwise correct the cell.",
        example={"fixed": "732829320"},
    ),
    "cell-moved": Text(
        fr="« {value} » est lu dans la colonne qui lui convient, non dans celle-ci.",
        en='"{value}" is read in the column that it belongs in, not in this one.',
        hint_fr="Rien à faire si c'est juste ; sinon, corrigez la cellule.",
        hint_en="Nothing to do if this is right; otherwise correct the cell.",
        example={"value": "732829320"},
    ),
    "cell-elsewhere": Text(
        fr="Le numéro {number} est dans la colonne « {source} » ; sa place est ici.",
        en='The number {number} is in the column "{source}"; it belongs here.',
        hint_fr="Déplacez-le, ou ajoutez --accept-fixes.",
        hint_en="Move it, or add --accept-fixes.",
        example={"number": "732829320", "source": "SIRET"},
    ),
    "cell-first-kept": Text(
        fr="Plusieurs valeurs dans la cellule : la première est gardée, pas {others}.",
        en="The cell has several values: the first is kept, not {others}.",
        hint_fr="Rien à faire, ou gardez celle que vous voulez.",
        hint_en="Nothing to do, or keep the one you want.",
        example={"others": ["b@example.com"]},
    ),
    "cell-emptied": Text(
        fr="La correspondance des colonnes vide cette cellule.",
        en="The mapping empties this cell.",
        hint_fr="Rien à faire, ou écrivez sous values ce que «\xa0{value}\xa0» désigne.",
        hint_en='Nothing to do, or write what "{value}" means under "values:".',
        example={"value": "N/C"},
    ),
    "person-name-doubtful": Text(
        fr="Nom lu ainsi : {civility:+civilité ~, }{first:+prénom ~, }nom {last}.",
        en="Name read as: {civility:+civility ~, }{first:+first name ~, }last name {last}.",
        hint_fr="Si ce n'est pas juste, séparez civilité, prénom et nom en trois colonnes.",
        hint_en="If this is wrong, split civility, first and last name into three columns.",
        example={"civility": "", "first": "", "last": "Dupuis"},
    ),
    "person-name-order": Text(
        fr="Nom puis prénom, ou prénom puis nom ? Rien ne le dit.",
        en="Last name then first name, or the reverse? Nothing tells.",
        hint_fr="Écrivez le nom en MAJUSCULES (Rozenn HILY), ou séparez nom et prénom en deux colonnes.",
        hint_en="Write the last name in CAPITALS (Rozenn HILY), or split first and last name into two columns.",
    ),
    "person-name-several": Text(
        fr="La cellule contient plusieurs personnes.",
        en="The cell contains several persons.",
        hint_fr="Gardez-en une et mettez l'autre sur une autre ligne : une personne par ligne.",
        hint_en="Keep one here and put the other on a row of its own: one person a row.",
    ),
    "address-left-out": Text(
        fr="Adresse incomplète ({value}) : elle n'est pas importée, le reste de la ligne l'est.",
        en="Incomplete address ({value}): it is not imported, the rest of the row is.",
        hint_fr="Complétez-la (« {column} ») et réimportez la ligne.",
        hint_en='Complete it ("{column}") and import the row again.',
        example={"value": "69003, Lyon"},
    ),
    "not-applicable": Text(
        fr="Colonne sans objet ({variant:word}) : sa valeur n'est pas envoyée.",
        en="This column does not apply ({variant:word}): its value is not sent.",
        hint_fr="Videz la cellule, ou corrigez la colonne « Société ou particulier ».",
        hint_en="Empty the cell, or correct the client type.",
    ),
    "value-unmapped": Text(
        fr="« {value} » : la correspondance des colonnes ne traduit pas cette valeur ({column}).",
        en='"{value}": the mapping does not translate this value ({column}).',
        hint_fr="Ajoutez-la à cette correspondance (values:) avec ce qu'elle devient : {accepted}.",
        hint_en="Add it to the mapping (values:) with what it becomes: {accepted}.",
        example={"column": "Deal Stage", "value": "Closed", "accepted": ["Gagnée", "Perdue"]},
    ),
    "row-ragged": Text(
        fr="La ligne a {extra:cellule|cellules} de plus que l'en-tête.",
        en="The row has {extra:cell|cells} more than the headers.",
        hint_fr="Entourez de guillemets la cellule qui contient une virgule ou un point-virgule.",
        hint_en="A cell with a comma or semicolon needs quotes around it.",
    ),
}

ERRORS = {
    "filter-header": Text(
        fr="{place} : le fichier n'a pas l'en-tête « {header} » qui choisit les lignes. En-têtes : {headers}.",
        en='{place}: the file has no header "{header}" to choose rows by. Headers: {headers}.',
        hint_fr="Corrigez only, skip ou route.",
        hint_en="Correct only, skip or route.",
        example={"headers": ["Type", "Date"], "header": "Activity type"},
    ),
    "report-sheet-gone": Text(
        fr="La feuille « {sheet} » manque dans le rapport {path}, ou sa colonne masquée.",
        en="The sheet “{sheet}” of the report {path} is missing, or its hidden column.",
        hint_fr="Reprenez le rapport tel qu'il a été écrit, ou importez le fichier d'origine.",
        hint_en="Take the report as it was written, or import the original file.",
    ),
    "list-whole": Text(
        fr="{path} réunit les fiches non migrées de plusieurs fichiers.",
        en="{path} contains the records of several files that a migration left out.",
        hint_fr="Importez-la seule, entière : `sellsy-etl import left_out.csv`.",
        hint_en="Import it alone, as a whole: `sellsy-etl import left_out.csv`.",
    ),
    "report-columns-gone": Text(
        fr="{path} est un rapport sellsy-etl dont les colonnes « sellsy-etl: » sont perdues ou incomplètes.",
        en="{path} is a sellsy-etl report whose “sellsy-etl:” columns are lost or incomplete.",
        hint_fr="Reprenez le rapport avec toutes ses colonnes, seul dans son fichier, ou importez le fichier d'origine.",
        hint_en="Take the report with all its columns, alone in its file, or import the original file.",
    ),
    "report-nothing": Text(
        fr="Le rapport {path} ne contient aucune ligne à importer.",
        en="The report {path} contains no row to import.",
        hint_fr="Tout est importé, ou les lignes à corriger ont été supprimées.",
        hint_en="All is imported, or the rows to correct were deleted.",
    ),
    "report-memory-damaged": Text(
        fr="La mémoire du rapport {path} est endommagée.",
        en="What the report {path} remembers is damaged.",
        hint_fr="Importez le fichier d'origine.",
        hint_en="Import the original file.",
    ),
    "transform-async": Text(
        fr="{name} est une fonction asynchrone : sa réponse vient trop tard pour une ligne.",
        en="{name} is an asynchronous function: it answers later than a row can wait.",
        hint_fr="Écrivez-la avec `def`, sans `async`.",
        hint_en="Write it with `def`, without `async`.",
        example={"name": "rules:clean"},
    ),
    "transform-parameters": Text(
        fr="La fonction {name} ne prend pas ces paramètres. Détail : {said}.",
        en="The function {name} does not take these parameters ({said}).",
        hint_fr="Corrigez transform_with, ou les paramètres de la fonction.",
        hint_en="Correct transform_with, or the parameters of the function.",
        example={"name": "rules:clean?fair=Lyon", "said": "got an unexpected keyword argument 'fair'"},
    ),
    "transform-name": Text(
        fr="{name} n'est pas le nom d'une fonction.",
        en="{name} is not the name of a function.",
        hint_fr="Écrivez module:fonction, comme mypkg.rules:clean.",
        hint_en="Write module:function, such as mypkg.rules:clean.",
    ),
    "transform-import": Text(
        fr="Chargement de la fonction {name} impossible. Détail : {said}.",
        en="The function {name} cannot be loaded: {said}.",
        hint_fr="Mettez son module dans le dossier du scénario, ou installez-le.",
        hint_en="Put its module in the folder of the pipeline, or install it.",
    ),
    "transform-column": Text(
        fr="{name} renvoie une colonne absente de {path} : {header}.",
        en="{name} returned a column {header} that {path} does not have.",
        hint_fr="Colonnes possibles : {headers}. Une colonne absente du fichier se déclare dans les constantes (constants).",
        hint_en="Possible columns: {headers}. A column that the file does not have goes in the mapping's constants.",
    ),
    "rows-hidden": Text(
        fr="{path} : {count:ligne masquée|lignes masquées}, souvent par un filtre : {rows}.",
        en="{path}: {count:hidden row|hidden rows}, often by a filter: {rows}.",
        hint_fr="Pour les lire : --hidden include ; pour les ignorer : --hidden skip.",
        hint_en="To read them: --hidden include; to skip them: --hidden skip.",
    ),
    "headers-double-encoded": Text(
        fr="{path}, ligne {line} : l'en-tête « {header} » est encodé deux fois, sans doute « {repaired} ».",
        en='{path}, line {line}: the header "{header}" is encoded twice, probably "{repaired}".',
        hint_fr="Ajoutez --repair-encoding pour rétablir les accents, ou corrigez le fichier.",
        hint_en="Add --repair-encoding to restore the accents, or correct the file.",
        example={"header": "Nom sociÃ©tÃ©", "repaired": "Nom société"},
    ),
}

TEXTS = {
    "note-report-read": Text(
        fr="Rapport sellsy-etl de {file} : options et correspondance reprises.",
        en="This is a sellsy-etl report of {file}: its options and mapping are used.",
    ),
    "note-rows-of-text": Text(
        fr="Cellules de plusieurs lignes, la première ligne {row} : les numéros de ligne sont ceux du fichier texte ; ensuite, Excel en montre jusqu'à {count:n} de moins.",
        en="Cells of several lines, the first in row {row}: row numbers are those of the text file; below, a spreadsheet shows up to {count:n} less.",
    ),
    "note-report-deleted": Text(
        fr="Supprimées du rapport, non importées : {count:ligne|lignes}.",
        en="Deleted from the report, not imported: {count:row|rows}.",
    ),
    "note-report-done": Text(
        fr="Déjà traitées, modifiées dans « Toutes les lignes », non reprises : {count:ligne|lignes}. "
        "Pour changer leurs fiches, importez ces lignes depuis un autre fichier.",
        en="Already dealt with, changed in “All rows”, not read again: {count:row|rows}. "
        "To change their records, import these rows from another file.",
    ),
    "note-report-added": Text(
        fr="Ajoutées au rapport, importées comme nouvelles : {count:ligne|lignes}.",
        en="Added to the report, imported as new: {count:row|rows}.",
    ),
    "note-report-ours": Text(
        fr="À faire, Correction proposée ou Colonne modifiées, sans effet : {count:ligne|lignes}.",
        en="To do, Proposed fix or Column changed, without effect: {count:row|rows}.",
    ),
    "note-report-part": Text(
        fr="Le rapport ne contient que {count:ligne à corriger|lignes à corriger} : importez les autres depuis {file}.",
        en="The report only contains {count:row|rows} to correct: import the others from {file}.",
    ),
    "sheet-rows": Text(
        fr="Lignes",
        en="Rows",
    ),
    "sheet-rejected": Text(
        fr="À corriger",
        en="Rejected",
    ),
    "row-filtered": Text(
        fr="non retenue",
        en="not chosen",
    ),
    "row-deleted": Text(
        fr="supprimée",
        en="deleted",
    ),
    "note-detected": Text(
        fr="Lecture de {path} : {layout}.",
        en="Read {path}: {layout}.",
    ),
    "note-ignored": Text(
        fr="Colonne ignorée « {header} » (la plus proche : {nearest}).",
        en='Ignored column "{header}" (nearest known: {nearest}).',
    ),
    "note-ignored-alone": Text(
        fr="Colonne ignorée « {header} ».",
        en='Ignored column "{header}".',
    ),
    "note-refusing-refusal": Text(
        fr="La colonne « {header} » contient des refus : un oui y devient Non dans {columns}, sans inscrire personne.",
        en='Column "{header}" contains refusals: a yes there becomes No in {columns}; it subscribes nobody.',
    ),
    "note-refusing-consent": Text(
        fr="La colonne « {header} » contient des accords : un non y devient Non dans {columns}, un oui n'inscrit personne.",
        en='Column "{header}" contains consents: a no there becomes No in {columns}; it subscribes nobody.',
    ),
    "note-refusing-trace": Text(
        fr="La colonne « {header} » contient des désinscriptions : toute valeur y devient Non dans {columns}.",
        en='Column "{header}" contains unsubscriptions: any value there becomes No in {columns}.',
    ),
    "note-dump": Text(
        fr="{words} à la place des valeurs absentes (colonnes {columns}) : lus comme vides.",
        en="{words} in place of missing values (columns {columns}): read as empty.",
    ),
    "note-markup": Text(
        fr="Codes de page web (&amp;, <br>…) remplacés par le texte affiché. Cellules : {count:n}.",
        en="HTML codes (&amp;, <br>…) replaced by the text they show. Cells: {count:n}.",
    ),
    "note-country-default": Text(
        fr="Pays non indiqué : {country} pour les nouvelles adresses ; une adresse existante garde son pays.",
        en="Country not given: {country} is used for new addresses; an existing address keeps its country.",
    ),
    "note-other-sheets": Text(
        fr="Feuille lue : « {sheet} » ; non lues : {others} (pour en choisir une : --sheet).",
        en='Sheet "{sheet}" is read; not read: {others} (choose with --sheet).',
    ),
    "note-rejected-sheet": Text(
        fr="Rapport sellsy-etl reconnu : sa feuille « {sheet} » est lue.",
        en='This is a sellsy-etl report: its sheet "{sheet}" is read.',
    ),
    "layout-decimal-,": Text(
        fr="virgule décimale",
        en="decimal comma",
    ),
    "layout-decimal-.": Text(
        fr="point décimal",
        en="decimal point",
    ),
    "layout-decimal-mixed": Text(
        fr="virgule et point décimaux",
        en="decimal comma and point",
    ),
    "layout-dates-dmy": Text(
        fr="dates jj/mm/aaaa",
        en="dates dd/mm/yyyy",
    ),
    "layout-dates-mdy": Text(
        fr="dates mm/jj/aaaa",
        en="dates mm/dd/yyyy",
    ),
    "layout-dates-ymd": Text(
        fr="dates aaaa/mm/jj",
        en="dates yyyy/mm/dd",
    ),
    "layout-dates-assumed": Text(
        fr="dates jj/mm/aaaa (supposé)",
        en="dates dd/mm/yyyy (assumed)",
    ),
    "layout-dates-mixed": Text(
        fr="dates jj/mm/aaaa (certaines possibles en mm/jj seulement : --date-order mdy)",
        en="dates dd/mm/yyyy (some are possible as mm/dd only: --date-order mdy)",
    ),
    "layout-dates-unclear": Text(
        fr="dates jj/mm ou mm/jj : à préciser (--date-order)",
        en="dates dd/mm or mm/dd: unclear (--date-order)",
    ),
    "layout-1904": Text(
        fr="calendrier 1904",
        en="1904 calendar",
    ),
    "layout-sheet": Text(
        fr="feuille « {sheet} »",
        en='sheet "{sheet}"',
    ),
    "layout-wrapped": Text(
        fr="chaque ligne est une seule cellule entre guillemets",
        en="every row is one quoted cell",
    ),
    "layout-header": Text(
        fr="en-tête ligne {header_row}",
        en="header on row {header_row}",
    ),
    "layout-title-one": Text(
        fr="1 ligne de titre ignorée",
        en="1 title line skipped",
    ),
    "layout-title-many": Text(
        fr="{title_lines} lignes de titre ignorées",
        en="{title_lines} title lines skipped",
    ),
    "note-hidden-sheets": Text(
        fr="Feuilles masquées, non lues : {sheets} (pour en lire une : --sheet).",
        en="Hidden sheets, not read: {sheets} (to read one: --sheet).",
    ),
    "note-hidden-include": Text(
        fr="Lignes masquées, lues aussi ({count:n} : {rows}) ; pour les ignorer : --hidden skip.",
        en="Hidden rows are read too ({count:n}: {rows}); to skip them: --hidden skip.",
    ),
    "note-hidden-skip": Text(
        fr="Lignes masquées, non lues ({count:n} : {rows}).",
        en="Hidden rows are not read ({count:n}: {rows}).",
    ),
    "note-double-encoded": Text(
        fr="Accents encodés deux fois ({count:n}), ligne {row} : « {value} », sans doute « {repaired} » ; laissés tels quels. Pour les rétablir : --repair-encoding.",
        en='Accents encoded twice ({count:n}), row {row}: "{value}", probably "{repaired}"; left as they are. To restore them: --repair-encoding.',
    ),
    "note-encoding-repaired": Text(
        fr="Accents encodés deux fois ({count:n}), rétablis : ligne {row}, « {value} » devient « {repaired} ».",
        en='Accents encoded twice ({count:n}), restored: row {row}, "{value}" becomes "{repaired}".',
    ),
    "note-left-note": Text(
        fr="Non lu, sous le tableau : {lines}.",
        en="Not read, below the table: {lines}.",
    ),
    "note-left-total": Text(
        fr="Totaux, ignorés (n° de ligne) : {lines}.",
        en="Totals, skipped (row number): {lines}.",
    ),
    "note-left-section": Text(
        fr="Titres de section, ignorés (n° de ligne) : {lines}.",
        en="Section titles, skipped (row number): {lines}.",
    ),
    "note-left-example": Text(
        fr="Ligne d'exemple du modèle, ignorée (n° de ligne) : {lines}.",
        en="Example row of the template, skipped (row number): {lines}.",
    ),
    "note-left-untried": Text(
        fr="Lignes hors de l'essai : {lines}.",
        en="Rows that are not in the trial: {lines}.",
    ),
    "note-left-filtered": Text(
        fr="Lignes non retenues par la correspondance (n° de ligne) : {lines}.",
        en="Rows that the mapping leaves out (row number): {lines}.",
    ),
    "note-left-deleted": Text(
        fr="Lignes supprimées dans l'ancien logiciel, ignorées (n° de ligne) : {lines}.",
        en="Rows deleted in the other system, skipped (row number): {lines}.",
    ),
    "note-left-header": Text(
        fr="En-têtes répétés, ignorés (n° de ligne) : {lines}.",
        en="Repeated headers, skipped (row number): {lines}.",
    ),
    "note-left-table": Text(
        fr="Lecture arrêtée en ligne {lines} : un autre tableau y commence.",
        en="Reading ends at row {lines}: another table begins there.",
    ),
    "variant-company": Text(
        fr="société",
        en="company",
    ),
    "variant-individual": Text(
        fr="particulier",
        en="individual",
    ),
    "variant-contact": Text(
        fr="contact",
        en="contact",
    ),
    "head-reading": Text(
        fr="lecture",
        en="reading",
    ),
}
