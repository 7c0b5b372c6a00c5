"""The English catalogue. See `etl.messages` for the shape; keep the sections in the order of `fr.py`."""

from etl.messages.filling import Manner

MANNER = Manner(
    thousands=",",
    decimal=".",
    zero_is_one=False,
    units=("MB", "GB"),
    percent="%",
    less_than="less than",
    minutes=("minute", "minutes", "less than a minute"),
    empty="(empty)",
    none="none",
    both="and",
    yes_no=("yes", "no"),
)
"""How English writes numbers; dates stay as ISO writes them."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "transform-failed": (
        "{name} failed on this row: {said}.",
        "Correct the row, or the function; the other rows were read.",
    ),
    "transform-skipped": (
        "The pipeline's transform skipped this row.",
        "Nothing to do, unless it should have been kept.",
    ),
    "row-header-again": (
        "This row repeats the headers of the table: it is skipped.",
        "Nothing to do.",
    ),
    "row-total": (
        "This row is a total ({value}): it is skipped.",
        "Nothing to do. If it is a record, fill in another column, such as the e-mail.",
    ),
    "row-total-declared": (
        "This row is the total row of the Excel table: it is skipped.",
        "Nothing to do. If it is a record, untick Total Row in the table's design.",
    ),
    "row-deleted": (
        "This row is deleted in the other system ({value}): it is skipped.",
        "Nothing to do. If it counts, correct the column that says it is deleted.",
    ),
    "row-section": (
        "This row contains only a title ({value}): it is skipped.",
        "Nothing to do. If it is a record, fill in its name.",
    ),
    "row-total-kept": (
        "{value} looks like a total, but the row is in the middle of the table: it is read as a record.",
        "If it is a total, delete the row.",
    ),
    "row-name-only": (
        "This row contains only a name ({value}), while other rows contain more.",
        "Check that it is not a title or a total; otherwise, nothing to do.",
    ),
    "legacy-contradicts": (
        "Old id {value} is record {known}, not {said}.",
        "Correct one of the two, or empty the cell that is wrong.",
    ),
    "legacy-id-twice": (
        "Row {first} has legacy id {value} already: that row counts.",
        "Write this record's own legacy id; imported alone as it is, this row would change the record of the other.",
    ),
    "merged-several": (
        "The merged legacy ids are those of different records: {records}.",
        "Merge these records in Sellsy, then write the Sellsy id of the one that stays in the id column.",
    ),
    "merged-twice": (
        "Merged legacy id {value} is already in row {first}, which is kept.",
        "Leave it in the row of the record that it was merged into.",
    ),
    "parent-unknown": (
        "No row with the old id {value} was imported to this account.",
        "Import the file that contains it first, or correct the id.",
    ),
    "parent-by-name": (
        "{reason}, and nothing has the old id {value} in this account.",
        "Import the file that contains this id first, or correct one of the two.",
    ),
    "parent-other-id": (
        "{record} has the old id {ids}, not {value}.",
        "Correct the name or the old id, or import the row of this id first.",
    ),
    "parent-ids-differ": (
        "This file gives {record} several old ids: {value}, {ids}.",
        "Import the file that contains these ids first, or correct the wrong one.",
    ),
    "parent-left-out": (
        "No record of this kind was ever imported from the other system: the old id {value} links nothing.",
        "Import the file of these records, then this one again: the links are made then.",
    ),
    "link-not-its": (
        "The row is linked to {record}, whose {column} is not {value}; nothing is changed there.",
        "To link another record, correct the id or the key; to change this one, import it in a file of its own.",
    ),
    "link-left-out": (
        'No contact matches "{value}": the row is imported without this link.',
        "Import this contact, then this file again: the link is made then.",
    ),
    "parent-rejected": (
        "Linked record not imported ({value}): {reason} (row {line} of {file}, run {run}).",
        "Correct that row and import it, then this one.",
    ),
    "parent-below-rejected": (
        "Linked record not imported ({value}, row {line} of {file}): it waits for {first}, to correct.",
        "Correct and import {first} first, row {first_line} of {first_file} ({reason}); then {value} and this row.",
    ),
    "parent-circle": (
        "These records point at each other (old id {value}).",
        "A record cannot be linked to itself: correct the column that links these rows.",
    ),
    "parent-deleted": (
        "The linked record {value} was deleted in Sellsy (it was {record}).",
        "Empty the cell, or import that record again with --recreate-deleted.",
    ),
    "legacy-deleted": (
        "{value} was deleted in Sellsy (it was {record}).",
        "Nothing was sent. To create it again: --recreate-deleted.",
    ),
    "legacy-recreated": (
        "{value} was deleted in Sellsy (it was {record}): a new record replaces it.",
        "Nothing to do.",
    ),
    "parent-foreseen": (
        "Dry run: the linked record ({value}) will be created first, row {line} of {file}.",
        "Nothing to do: this row will be compared with Sellsy when it is imported.",
    ),
    "legacy-foreseen": (
        "The record {value} will be created first: row {line} of {file}. This row then completes it.",
        "Nothing to do: the row is compared with that record once it is there.",
    ),
    # codecs
    "cell-merged": (
        "The value is in row {first}: this cell is merged with it.",
        "Unmerge, then write the value on each row that needs it.",
    ),
    "formula-uncalculated": (
        "The formula was never calculated: its result is not in the file.",
        "Open the workbook in a spreadsheet program and save it.",
    ),
    "excel-error": (
        "The cell contains a spreadsheet error: {value}.",
        "Fix the formula in the spreadsheet, or empty the cell.",
    ),
    "text-control": (
        "Invalid control characters.",
        "Type the cell again.",
    ),
    "text-damaged": (
        "Characters are already unreadable in this file (�).",
        "Export the original file again as UTF-8, or correct the cell.",
    ),
    "text-double-encoded": (
        'Accents encoded twice: probably "{repaired}".',
        "Add --repair-encoding to restore them, or correct the file.",
    ),
    "text-encoding-repaired": (
        'Accents encoded twice, restored: "{repaired}".',
        "Nothing to do if this is the right text; otherwise correct the file and remove --repair-encoding.",
    ),
    "text-from-date": (
        "The spreadsheet turned this text into a date; {value} will be sent.",
        "If that is not what you want, format the column as Text and type the value again.",
    ),
    "text-markup": (
        "HTML codes (&amp;, <br>…) were replaced by the text they show.",
        "Nothing to do.",
    ),
    "text-word-kept": (
        '"{value}" is kept: it may be a name.',
        'If the word means "empty", empty the cell.',
    ),
    "text-line-joined": (
        "Line breaks were replaced by spaces: this field has one line.",
        "Nothing to do.",
    ),
    "text-too-long": (
        "The text has {length} characters; Sellsy accepts {limit} at most.",
        "Shorten it to {limit} characters.",
    ),
    "text-too-short": (
        "The text has {length} characters; Sellsy requires at least {limit}.",
        "Complete it, or empty the cell.",
    ),
    "id-invalid": (
        '"{value}" is not a Sellsy id: that is a whole number, such as 1234.',
        'Leave it empty, or map your own number to another column: --map "HEADER=COLUMN".',
    ),
    "number-invalid": (
        '"{value}" is not a number.',
        "Write it like this: 1234.56.",
    ),
    "number-currency": (
        '"{value}" is not in {currency}, the account\'s currency.',
        "Convert the amount to {currency}, or give the account's currency with --currency.",
    ),
    "number-scientific": (
        '"{value}" is a number shortened by the spreadsheet: digits may be missing.',
        "Format the column as Number and type the number in full.",
    ),
    "number-ambiguous": (
        '"{value}": does this mark separate thousands or decimals?',
        "Write 1234 or 1.2340, or name the decimal mark with --decimal.",
    ),
    "number-mark": (
        '"{value}" does not use the decimal mark chosen with --decimal.',
        "Correct the number, or the --decimal option.",
    ),
    "number-from-date": (
        "The spreadsheet turned this number into a date: {value:date}.",
        "Format the column as Number and type the number again.",
    ),
    "number-too-small": (
        "{value} is too small: the minimum is {limit}.",
        "Correct the number.",
    ),
    "number-too-large": (
        "{value} is too large: the maximum is {limit}.",
        "Correct the number.",
    ),
    "number-decimals": (
        "{value} has {decimals} decimals; {limit} at most are accepted.",
        "Round the number.",
    ),
    "number-not-whole": (
        "{value} is not a whole number.",
        "Write a number without decimals.",
    ),
    "percent-ambiguous": (
        '"{value}": 1% or 100%?',
        'Write "1%" or "100%".',
    ),
    "percent-from-fraction": (
        '"{value}" was read as {percent}%.',
        'If that is wrong, write the percentage with its sign, such as "85%".',
    ),
    "date-unreadable": (
        '"{value}" is not a date in a known format.',
        "Write it like this: 03/04/2024, 2024-04-03 or 3 April 2024.",
    ),
    "date-order-unclear": (
        '"{value}": day or month first? The other dates of the file do not show it.',
        "Choose --date-order dmy (day first) or mdy (month first).",
    ),
    "date-impossible": (
        '"{value}" does not exist (read as day {day}, month {month}, year {year}).',
        "Correct the date; if the file writes the month or the year first, add --date-order mdy or ymd.",
    ),
    "date-range": (
        "The year {year} is out of range: {first} to {last}.",
        "Correct the year.",
    ),
    "birth-to-come": (
        'The birth date "{value}" is in the future.',
        "Correct the year.",
    ),
    "birth-year-completed": (
        'The year of "{value}" has only two digits: read as {year}.',
        "If that is wrong, write the year with four digits.",
    ),
    "date-year-completed": (
        'The year of "{value}" has only two digits: read as {year}.',
        "If that is wrong, write it with four digits (69-99 are 1969-1999, 00-68 are 2000-2068).",
    ),
    "date-time-dropped": (
        "This field has no time: only {date:date} is imported.",
        "Nothing to do if the time does not matter.",
    ),
    "moment-skipped": (
        '"{value}": this time does not exist (clocks go forward that night in Paris).',
        "Correct the time.",
    ),
    "moment-twice": (
        '"{value}" comes twice (clocks go back that night in Paris); the first was used: {moment:date}.',
        "For the second, add the offset at the end: +01:00.",
    ),
    "phone-invalid": (
        '"{value}" is not a valid phone number (country: {country}): {why}.',
        "Correct it; for another country, begin with + and the country code, such as +32.",
    ),
    "phone-placeless": (
        '"{value}" is not a valid phone number (unknown country): {why}.',
        "Correct it; for another country, begin with + and the country code, such as +32.",
    ),
    "phone-destroyed": (
        'Number damaged by Excel: "{value}" lost digits.',
        "Copy the number from the original file, with the column formatted as Text.",
    ),
    "phone-zero-restored": (
        "The leading zero, lost by the spreadsheet, was restored: {phone:phone}.",
        "Format the column as Text to keep it.",
    ),
    "phone-zero-if-new": (
        "New record: the leading zero, lost by the spreadsheet, will be restored: {phone:phone}.",
        "An existing record keeps the country of its address; otherwise fill in the country column.",
    ),
    "phone-if-new": (
        'New record: "{value}" will be refused: it is not a phone number of its country ({country}).',
        "An existing record keeps the country of its address; otherwise correct it or fill in the country column.",
    ),
    "phone-several": (
        "The cell contains several numbers: {numbers:phone}.",
        "Keep one here and put the other in another column, such as Mobile.",
    ),
    "phone-extension": (
        "The number {phone:phone} is followed by an extension: {extension}.",
        "Keep {phone:phone} here and put the extension {extension} in the note.",
    ),
    "phone-text": (
        '"{value}" contains a number and text.',
        "Keep the number only: {suggestion:phone}.",
    ),
    "email-invalid": (
        '"{value}" is not an e-mail address: {why}.',
        "Write it like this: name@domain.com, or empty the cell.",
    ),
    "email-text": (
        '"{value}" contains more than an e-mail address.',
        "Keep the address only: {suggestion}.",
    ),
    "email-several": (
        "The cell contains several addresses: {emails}.",
        "Keep one only; put the other on a contact.",
    ),
    "email-mailto": (
        '"mailto:" was removed: {email}.',
        "Nothing to do.",
    ),
    "url-invalid": (
        '"{value}" is not the address of a website.',
        "Write it like this: https://www.domain.com, or empty the cell.",
    ),
    "url-unended": (
        'The address "{value}" is incomplete: it has no .com, .fr…',
        "Complete it, for example https://www.domain.com, or empty the cell.",
    ),
    "url-spaces": (
        'The address "{value}" contains a space.',
        "Keep one address, without spaces.",
    ),
    "url-scheme": (
        'The address begins with "{scheme}:"; only http and https are accepted.',
        "Write it like this: https://www.domain.com.",
    ),
    "url-scheme-added": (
        '"https://" was added: {url}.',
        "Nothing to do, unless the site does not use https.",
    ),
    "siren-format": (
        '"{value}" is not a SIREN: it has 9 digits.',
        "Correct it, for example 732829320.",
    ),
    "siren-destroyed": (
        'SIREN damaged by Excel: "{value}" lost digits.',
        "Copy the SIREN from the original file, with the column formatted as Text.",
    ),
    "siren-checksum": (
        'The SIREN "{value}" is wrong: its check digit does not match.',
        "Look it up on annuaire-entreprises.data.gouv.fr.",
    ),
    "siren-length": (
        'The SIREN "{value}" has {length} digits instead of 9.',
        "Look it up on annuaire-entreprises.data.gouv.fr.",
    ),
    "siren-zero-restored": (
        "The leading zeros, lost by the spreadsheet, were restored: {number}.",
        "Format the column as Text to keep them.",
    ),
    "siren-is-siret": (
        '"{value}" is a SIRET (14 digits), in the SIREN column.',
        "Keep its first 9 digits here, {suggestion}, and put the SIRET in its own column.",
    ),
    "siret-format": (
        '"{value}" is not a SIRET: it has 14 digits.',
        "Correct it, for example 73282932000074.",
    ),
    "siret-destroyed": (
        'SIRET damaged by Excel: "{value}" lost digits.',
        "Copy the SIRET from the original file, with the column formatted as Text.",
    ),
    "siret-checksum": (
        'The SIRET "{value}" is wrong: its check digit does not match.',
        "Look it up on annuaire-entreprises.data.gouv.fr.",
    ),
    "siret-length": (
        'The SIRET "{value}" has {length} digits instead of 14.',
        "Look it up on annuaire-entreprises.data.gouv.fr.",
    ),
    "siret-zero-restored": (
        "The leading zeros, lost by the spreadsheet, were restored: {number}.",
        "Format the column as Text to keep them.",
    ),
    "siret-is-siren": (
        '"{value}" is a SIREN (9 digits), in the SIRET column.',
        "Put it in the SIREN column, or complete it with the 5 digits of the establishment.",
    ),
    "vat-invalid": (
        '"{value}" is not a valid VAT number: {why}.',
        "Write it with the country's code, such as FR44732829320, or empty the cell.",
    ),
    "vat-key": (
        'The key of the VAT number "{value}" does not match its SIREN.',
        "With this SIREN the number would be {suggestion}: check it.",
    ),
    "vat-destroyed": (
        'VAT number damaged by Excel: "{value}" lost digits.',
        "Copy the number from the original file, with the column formatted as Text.",
    ),
    "vat-prefix-added": (
        "The country's code was added to the VAT number: {vat}.",
        "Nothing to do if the country is right.",
    ),
    "vat-prefix-if-new": (
        "New record: the country code will be added to the VAT number: {vat}.",
        "An existing record keeps the country of its address; otherwise fill in the country column.",
    ),
    "vat-if-new": (
        'New record: "{value}" will be refused: it is not a VAT number of its country ({country}).',
        "An existing record keeps the country of its address; otherwise correct it or fill in the country column.",
    ),
    "vat-text": (
        '"{value}" contains more than a VAT number.',
        "Keep the number only: {suggestion}.",
    ),
    "vat-none": (
        '"{value}" means "no VAT number": the cell is read as empty.',
        "Empty the cell to stop this warning.",
    ),
    "naf-invalid": (
        '"{value}" is not a NAF (APE) code: four digits and a letter.',
        "Write it like this: 4711C.",
    ),
    "naf-text": (
        '"{value}" contains more than a NAF code.',
        "Keep the code only: {suggestion}.",
    ),
    "postal-code-invalid": (
        '"{value}" is not a postal code: 2 to 30 letters and digits.',
        "Correct it, or empty the cell.",
    ),
    "postal-code-french": (
        '"{value}" is not a French postal code: it has 5 digits.',
        "Correct it; if the address is abroad, fill in the country column.",
    ),
    "postal-code-text": (
        '"{value}" contains more than a postal code.',
        "Keep {suggestion} here and put the rest in the city.",
    ),
    "postal-code-zero-restored": (
        "The leading zero, lost by the spreadsheet, was restored: {postal_code}.",
        "Format the column as Text to keep it; abroad, fill in the country column.",
    ),
    "postal-code-zero-if-new": (
        "New record: the leading zero, lost by the spreadsheet, will be restored: {postal_code} ({country}).",
        "An existing address keeps its country; otherwise fill in the country column.",
    ),
    "postal-code-if-new": (
        'New record: "{value}" will be refused: it is not a postal code of its country ({country}).',
        "An existing address keeps its country; otherwise correct it or fill in the country column.",
    ),
    "postal-code-country": (
        '"{value}" is not a postal code of {country}.',
        "Correct the postal code or the country.",
    ),
    "postal-code-record": (
        '"{value}" is not a postal code of the record\'s country: {country}.',
        "If the address moved to another country, fill in the country column.",
    ),
    "country-alone": (
        "Country not changed ({value}): without street or city the record's address keeps its own ({country}).",
        "To change the address, fill in street, postal code and city too.",
    ),
    "country-alone-new": (
        "Country not written ({value}): without street or city no address is created.",
        "To create the address, fill in street, postal code and city too.",
    ),
    "country-unknown": (
        '"{value}" is not a known country.',
        "Write its name (Germany) or its code (DE).",
    ),
    "country-several": (
        'Several countries are named "{value}": {found}.',
        "Write the full name or the code.",
    ),
    "country-near": (
        '"{value}" is not a known country.',
        "Did you mean {suggestion}?",
    ),
    "country-nothing": (
        '"{value}" is not a country: the cell is read as empty.',
        "Empty the cell, or write the full name of the country.",
    ),
    "country-beside": (
        'The country "{value}" does not match the postal code {postal_code}.',
        "Write the full name of the country, or correct the postal code.",
    ),
    "country-overseas": (
        '"{value}": which overseas territory?',
        "Write its name (Guadeloupe, Réunion…) or its code (GP, RE).",
    ),
    "country-territory": (
        '"{value}" is read as the territory of the postal code: {country}.',
        "Write the name of the territory to stop this warning.",
    ),
    "choice-unknown": (
        '"{value}" is not an accepted value.',
        "Choose one of: {accepted}.",
    ),
    "choice-near": (
        '"{value}" is not an accepted value.',
        'Did you mean "{suggestion}"? Accepted values: {accepted}.',
    ),
    "choice-ambiguous": (
        '"{value}" names several values: {found}.',
        "Rename one of them in Sellsy, or write its id.",
    ),
    "boolean-unknown": (
        '"{value}" is neither yes nor no.',
        "Choose one of: {accepted}.",
    ),
    "refusal-unknown": (
        '"{value}": are campaigns refused, yes or no?',
        "Choose one of: {accepted}; or give its meaning in a mapping (values:).",
    ),
    # entities
    "opportunity-unnamed": (
        "The opportunity has no name.",
        "Fill in its name, its number or its Sellsy id.",
    ),
    "title-missing": (
        "The row has no title.",
        "Fill in the title, or the Sellsy id of an existing record.",
    ),
    "text-missing": (
        "The comment has no text.",
        "Fill in the text, or the Sellsy id of an existing comment.",
    ),
    "end-before-start": (
        "The end is before the start.",
        "Correct one of the two dates.",
    ),
    "recurrence-two-ends": (
        "The recurrence has both a count and an end date.",
        "Keep one of the two.",
    ),
    "recurrence-no-frequency": (
        "The recurrence has no frequency.",
        "Fill in the recurrence: daily, weekly, monthly or yearly.",
    ),
    "client-type-missing": (
        "Company or individual? The cell is empty.",
        "Write company or individual in the column {column}.",
    ),
    "name-missing": (
        "The company has no name.",
        "Fill in the company name, or the Sellsy id of an existing record.",
    ),
    "last-name-missing": (
        "The person has no last name.",
        "Fill in the last name, or the Sellsy id of an existing record.",
    ),
    "word-missing": (
        "`{value}` counts as an empty cell, and {column} is required.",
        "Write the real value there, or the Sellsy id of an existing record in its column.",
    ),
    "siret-siren-differ": (
        "The SIRET does not begin with the row's SIREN.",
        "Correct the one that is wrong: a SIRET is the SIREN followed by 5 digits.",
    ),
    "vat-siren-differ": (
        "The French VAT number is not that of the row's SIREN or SIRET.",
        "Correct the one that is wrong: a French VAT number ends with the SIREN.",
    ),
    "person-name-missing": (
        "The contact person has no last name.",
        'Fill in "{needed}", or empty the other contact columns.',
    ),
    "person-name-column-missing": (
        "The contact's last name is required, and the file has no column of it.",
        "Add the column `{needed}`, or cut that of the whole name (splits, in the mapping).",
    ),
    "cell-left-out": (
        "{reason}. The cell is left out, the rest of the row is imported.",
        "Correct the cell and import the row again to have it.",
    ),
    "cell-first-kept": (
        "The cell has several values: the first is kept, not {others}.",
        "Nothing to do, or keep the one you want.",
    ),
    "address-left-out": (
        "The address is incomplete ({value}): it is left out, the rest of the row is imported.",
        'Complete it ("{column}") and import the row again to have it.',
    ),
    "address-lacks-line-1": (
        "The address has no first line.",
        'Fill in number and street ("{needed}"), or empty the whole address.',
    ),
    "address-lacks-postal-code": (
        "The address has no postal code.",
        'Fill in "{needed}", or empty the whole address.',
    ),
    "address-lacks-city": (
        "The address has no city.",
        'Fill in "{needed}", or empty the whole address.',
    ),
    "not-applicable": (
        "This column does not apply ({variant:word}): its value is not sent.",
        "Empty the cell, or correct the client type.",
    ),
    "not-cleared": (
        "Empty cells, not emptied in Sellsy: {columns}.",
        "Write another value, or change the record in Sellsy.",
    ),
    # engine
    "not-clearable": (
        "This field cannot be emptied in Sellsy.",
        "Write another value, or leave the cell empty to keep the current one.",
    ),
    "reconcile-several": (
        "Several records fit this row: {records}.",
        "Compare them (`sellsy-etl call GET PATH`), keep one, then run `sellsy-etl runs resume` again.",
    ),
    "reconcile-waits": (
        "The outcome of the linked record is unknown: nothing more was sent.",
        "Settle that row first, then run `sellsy-etl runs resume` again.",
    ),
    "links-several": (
        "Linked to several records ({columns}); keep one.",
        "Keep one of these cells and empty the others.",
    ),
    "related-fixed": (
        "The comment {record} is on another record; a comment cannot be moved.",
        "Leave its id empty to write it again on this record.",
    ),
    "v1-without": (
        "API v1 writes this record and does not import: {columns}.",
        "Fill these in in Sellsy, or remove the columns that need API v1.",
    ),
    "tags-cleared": (
        "Smart tags are added to those of the record; none is removed.",
        "Empty the cell to keep the tags, or import with --tags replace.",
    ),
    "undo-edited": (
        '{record}: changed since. Imported "{wrote:cell}", now "{now:cell}" in Sellsy.',
        "Kept; --force undoes it anyway.",
    ),
    "undo-hung": (
        "{record}: changed since: {added}.",
        "Kept; --force deletes it anyway, with everything linked to it.",
    ),
    "undo-kept-with": (
        "{record} is kept because {with} was changed since.",
        "Delete it in Sellsy, or undo with --force.",
    ),
    "undo-unsure": (
        "Several records fit this row: none is deleted.",
        "Compare them in Sellsy and delete the right one.",
    ),
    "undo-gone": (
        "{record} is no longer in Sellsy.",
        "Nothing to do.",
    ),
    "undo-not-emptied": (
        "{record}: this field was empty before the run, and cannot be emptied in Sellsy.",
        "Correct it in Sellsy.",
    ),
    "undo-tags-unsure": (
        "Without the scope api-v1, these smart tags may stay on the record: {tags}.",
        "Check the record, or tick the scope api-v1 of the access and undo again.",
    ),
    "undo-source-stays": (
        'The source "{name}", created by the run, stays: it is a setting of the account.',
        "Remove it in Sellsy's settings.",
    ),
    "undo-no-image": (
        "Cannot be restored: incomplete copy.",
        "Create it again by hand.",
    ),
    "undo-link-lost": (
        "The link with {record} was not restored.",
        "Link them again in Sellsy.",
    ),
    "recreated-third": (
        "{record}: recreated, new id. Not restored: comments, documents, e-mails, history, linked records.",
        "In Sellsy, link again what names the old id.",
    ),
    "recreated-opportunity": (
        "{record}: recreated, new id. Not restored: comments, documents, history, tasks and events.",
        "In Sellsy, link again what names the old id.",
    ),
    "recreated-event": (
        "{record}: recreated, new id. Not restored: guests' answers, meeting link, other calendars.",
        "Invite again if needed.",
    ),
    "recreated-task": (
        "{record}: recreated, new id. Not restored: comments and history.",
        "Comment again if needed.",
    ),
    "recreated-comment": (
        "{record}: recreated, new id, by the owner of the access. Not restored: answers, mentions, time.",
        "Nothing to do.",
    ),
    "declined": (
        "Not sent: you answered no.",
        "Import the file again to send it.",
    ),
    "plan-drifted": (
        'Not sent: {field} changed since the plan ("{then:cell}", now "{now:cell}").',
        "Plan again.",
    ),
    "plan-record": (
        "Not sent: this row now matches another record ({then}, now {now}).",
        "Plan again.",
    ),
    "plan-writes": (
        "Not sent: address, contact or tag changed since the plan.",
        "Plan again.",
    ),
    "plan-needs": (
        "Not sent: the linked record changed since the plan.",
        "Plan again.",
    ),
    "plan-waits": (
        "Not sent: this same file creates the linked record.",
        "Apply the plan, then plan the file again.",
    ),
    "undone": (
        "Not sent: run undone first.",
        "Import the file again to send it.",
    ),
    "taken-over": (
        "A later import took over this row.",
        "See its result: `sellsy-etl runs list`.",
    ),
    "verify-unknown": (
        "Result unknown: Sellsy did not answer.",
        "Run `sellsy-etl runs resume`, then verify again.",
    ),
    "verify-unread": (
        "The record could not be read: {said}.",
        "Verify again later.",
    ),
    "not-done": (
        "Nothing was written to Sellsy.",
        "To try again: `sellsy-etl runs retry`.",
    ),
    "parent-failed": (
        "Not sent: Sellsy refused the linked record.",
        "Correct that row first, then import this one again.",
    ),
    "match-several": (
        "Several records have this {key}: {records}.",
        "Put the Sellsy id of the right one in the id column, or merge them in Sellsy.",
    ),
    "match-doubtful": (
        "Same {key} as {records}, but nothing else confirms it.",
        "If it is the same record, write its Sellsy id, or add --match {match} or --on-doubt update; if not, --on-doubt create.",
    ),
    "match-doubtful-kind": (
        "{records}: {held} in Sellsy, {wanted} here; same {key}, but nothing else confirms it.",
        "If it is the same record, write its Sellsy id, and {held} in the column `Type`; if not, --on-doubt create.",
    ),
    "match-contradicts": (
        "The keys of this row are those of different records: {records}.",
        "Correct the key that is wrong, or merge the records in Sellsy.",
    ),
    "match-no-key": (
        "None of the chosen match keys is filled in.",
        "Fill in one of them, remove --match, or add --mode create.",
    ),
    "match-archived": (
        "{record} is archived in Sellsy.",
        "Nothing to do if that is intended; otherwise take it out of the archives.",
    ),
    "match-beside": (
        "New record, although {record} has the same name or key: the row points to another record.",
        "If they are the same: `runs undo`, then write its Sellsy id and import again.",
    ),
    "link-doubtful": (
        "Linked record: same {key} as {records}, but nothing else confirms it.",
        "Write its Sellsy id, or correct the {key}.",
    ),
    "match-id-unknown": (
        "There is no id {value} in Sellsy.",
        "Correct the id, or empty the cell to create the record.",
    ),
    "match-id-other-kind": (
        "The id {value} exists: {record}, {held} in Sellsy, {wanted} here.",
        "Write `{held}` in a column `Client type`, or correct the id.",
    ),
    "address-unknown": (
        "The record has no address with the id {value}.",
        "Correct the id, or empty the cell: the address is then looked up by its content, then by its role.",
    ),
    "address-twice": (
        "Two addresses of this row have the id {value}, and differ.",
        "Write the same in both, or empty the id of the one that is another address.",
    ),
    "lookup-unknown": (
        '"{value}" does not exist in Sellsy ({column}).',
        "Choose one of: {accepted}.",
    ),
    "step-unknown": (
        '"{value}" is not a step of the sales pipeline ({column}).',
        "Choose one of: {accepted}. Or write in the mapping (values:) which step this word means.",
    ),
    "value-unmapped": (
        '"{value}": the mapping does not translate this value ({column}).',
        "Add it to the mapping (values:) with what it becomes: {accepted}.",
    ),
    "tag-unknown": (
        '"{value}" does not exist in Sellsy ({column}).',
        "Choose one of: {accepted}; or add --create-missing tags to create it.",
    ),
    "source-unknown": (
        '"{value}" does not exist in Sellsy ({column}).',
        "Choose one of: {accepted}; or add --create-missing sources to create it.",
    ),
    "lookup-several": (
        'Several have the name "{value}": {found}.',
        "Use what tells them apart: the e-mail of a person, the pipeline of a step.",
    ),
    "custom-value": (
        '"{value}" is not a value of this custom field.',
        "Write it as: {accepted}.",
    ),
    "custom-mandatory": (
        "This custom field is mandatory in Sellsy: it cannot be emptied.",
        "Fill in the cell.",
    ),
    "custom-too-few": (
        "{length:value|values}; this custom field requires at least {limit}.",
        "Complete the cell, or empty it.",
    ),
    "custom-too-many": (
        "{length:value|values}; this custom field accepts {limit} at most.",
        "Remove values.",
    ),
    "custom-too-early": (
        '"{value}" is too early: this custom field begins at {limit:date}.',
        "Correct the cell.",
    ),
    "custom-too-late": (
        '"{value}" is too late: this custom field ends at {limit:date}.',
        "Correct the cell.",
    ),
    "duplicate-in-file": (
        "Same {key} in rows {rows:and}.",
        "Keep one of these rows; the others would overwrite it.",
    ),
    "rows-contradict": (
        "Rows {rows} are one contact, but their {column} differs.",
        "Write the same {column} in these rows, or in one of them only.",
    ),
    "roles-several": (
        "{column}: the row lists several companies and does not say of which.",
        "Name that company in the column of its name or id, the others in the list.",
    ),
    "same-record": (
        "Same record as row {first}: {record}.",
        "Keep one of the two rows.",
    ),
    "same-creation": (
        "Same record as row {first}: same {key}, same linked record.",
        "Keep one of the two rows.",
    ),
    "found-otherwise": (
        "Once written, this row could no longer be told from: {records}.",
        "Add what tells it apart (id, reference, SIRET, e-mail), or correct the record that is like it.",
    ),
    "told-apart-no-more": (
        "Once this row is written, row {first} could no longer be told from it.",
        "Keep one of the two rows; of two different records, say in both what tells them apart (e-mail, reference, SIRET).",
    ),
    "found-as-created": (
        "This row would be found as the record that row {first} creates.",
        "Keep one of the two rows; of two different records, say what tells them apart (e-mail, reference, company).",
    ),
    "kind-differs": (
        "{record}: {held} in Sellsy, {wanted} here.",
        "Correct the row, or convert the record in Sellsy first (a supplier cannot be converted).",
    ),
    "creation-lacks": (
        "New record: {missing} missing.",
        "Fill in the column, or correct the match key if the record exists.",
    ),
    "already-there": (
        "{record} already exists.",
        "Nothing was sent; use --mode upsert to update it.",
    ),
    "not-there": (
        "No record matches.",
        "Nothing was sent; use --mode upsert to create it.",
    ),
    "link-unknown": (
        'No {target} matches "{value}".',
        "Import it first, or correct the cell.",
    ),
    "refused": (
        "Sellsy refused: {said}",
        "Correct the cell and import the row again.",
    ),
    "refused-after": (
        "Record created (id {record}), except its {part}: {said}",
        "Correct the cell and import the row again: the record will be completed.",
    ),
    "refused-update": (
        "Record updated (id {record}), except its {part}: {said}",
        "Correct the cell and import the row again: the record will be completed.",
    ),
    "refused-part": (
        "Record unchanged (id {record}). Sellsy refused its {part}: {said}",
        "Correct the cell and import the row again.",
    ),
    "outcome-unknown": (
        "Sellsy did not answer: {said}",
        "Import the same file again: nothing will be created twice.",
    ),
    "row-quotes-broken": (
        "The quotes of this row are not closed properly.",
        'Put quotes around the cell and double those of the text: "Le ""Petit"" Bistro".',
    ),
    "row-quotes-backslash": (
        'Quotes of the text read without their backslash: \\" is read as ".',
        "Nothing to do if the record is right.",
    ),
    "row-quotes-inner": (
        "Undoubled quotes of the text, read as they are.",
        "Nothing to do if the record is right.",
    ),
    "row-delimiter": (
        'This row is separated by "{other}", the table by "{mark}".',
        "Write every row with the same delimiter.",
    ),
    "row-ragged": (
        "The row has {extra:cell|cells} more than the headers.",
        "A cell with a comma or semicolon needs quotes around it.",
    ),
}

ERRORS: dict[str, tuple[str, str]] = {
    "sandbox-copy": (
        "The local Sellsy refuses a copied record: {said}.",
        "Please report this, with the command you ran.",
    ),
    "init-unknown": (
        'There is no ready pipeline "{name}".',
        "Choose one of: {accepted}.",
    ),
    "init-taken": (
        "{folder} already contains: {files}.",
        "Nothing was written. Choose another folder, or move these files.",
    ),
    "undo-whole-nothing": (
        "No step of the pipeline {run} wrote anything.",
        "There is nothing to undo; `sellsy-etl runs show {run}` shows what it did.",
    ),
    "pipeline-needs": (
        "{path}, line {line}: unknown step {name}.",
        "Other steps: {accepted}.",
    ),
    "pipeline-step-name": (
        "{path}, line {line}: {name} is not a step name.",
        "Letters, digits, _ and -, a letter first.",
    ),
    "document-unreadable": (
        "{path} cannot be read: {said}.",
        "Check the name and the permissions of the file; it is YAML, saved as UTF-8.",
    ),
    "document-large": (
        "{path} is larger than {limit:n} bytes.",
        "Check that it is the right file.",
    ),
    "document-empty": (
        "{path} is empty.",
        "Check that it is the right file, and saved.",
    ),
    "document-yaml": (
        "{path}, line {line}: this is not YAML ({said}).",
        "Check quotes, colons and the spaces at the beginning of the line.",
    ),
    "document-alias": (
        "{path}, line {line}: YAML aliases (*name) are not accepted.",
        "Write the value itself.",
    ),
    "document-doubled": (
        '{path}, line {line}: "{place}" is already on line {first}.',
        "Keep one of them.",
    ),
    "document-key": (
        "{path}, line {line}: unknown key {place}. Other faults on lines: {others}.",
        "Accepted: {accepted}.",
    ),
    "document-missing": (
        "{path}, line {line}: {place} is missing. Other faults on lines: {others}.",
        "Add the key {accepted}.",
    ),
    "document-value": (
        '{path}, line {line}: {place}: "{value}" is not accepted. Other faults on lines: {others}.',
        "Accepted: {accepted}.",
    ),
    "document-top": (
        "{path}: the file has no names with values ({accepted}…).",
        "Check that it is the right file; begin its first line with a name and a colon.",
    ),
    "transform-async": (
        "{name} is an asynchronous function: it answers later than a row can wait.",
        "Write it with `def`, without `async`.",
    ),
    "path-name": (
        "No file can have the name {path}: it contains a character that is not allowed.",
        "Choose another name.",
    ),
    "cells-repeated": (
        "{path}: the repeated spaces, cells or rows would make a table that is too large ({member}).",
        "Delete the repeated cells beyond your table, or copy the table into a new workbook.",
    ),
    "schedule-cron": (
        "{path}: the schedule {value} is not five cron fields ({said}).",
        "Write minute hour day month weekday, such as `0 6 * * 1-5`, or @daily.",
    ),
    "schedule-zone": (
        "{path}: unknown time zone {value}.",
        "Write an IANA name such as Europe/Paris.",
    ),
    "schedule-doubled": (
        "Two pipelines are named {name}: {first} and {path}.",
        "Rename one of the files.",
    ),
    "schedule-path": (
        "There is no file or folder {path}.",
        "Name the pipelines with --pipelines.",
    ),
    "schedule-name": (
        "No pipeline named {name} has a schedule.",
        "Those that have one: {accepted}.",
    ),
    "schedule-none": (
        "No pipeline has a schedule.",
        'Write `schedule: "0 6 * * 1-5"` in a pipeline, and name it or its folder with --pipelines.',
    ),
    "pipeline-call": (
        "{method} {path} was refused by Sellsy (status {status}).",
        "Try the call alone with `sellsy-etl call`, then run the pipeline again.",
    ),
    "transform-name": (
        "{name} is not the name of a function.",
        "Write module:function, such as mypkg.rules:clean.",
    ),
    "transform-import": (
        "The function {name} cannot be loaded: {said}.",
        "Put its module in the folder of the pipeline, or install it.",
    ),
    "transform-column": (
        "{name} returned a column {header} that {path} does not have.",
        "Possible columns: {headers}. A column that the file does not have goes in the mapping's constants.",
    ),
    "pipeline-circle": (
        "{path}: these steps wait for each other: {steps}.",
        "Remove one of these `needs`.",
    ),
    "pipeline-parameter": (
        "{path} has no parameter {name}.",
        "Parameters: {accepted}.",
    ),
    "pipeline-variable": (
        "{path}, line {line}: there is no parameter or variable {name}.",
        "Declare it under parameters, give it with --set {name}=…, or set the variable; write $$ for a dollar sign.",
    ),
    "pipeline-step": (
        "{path} has no step {step}.",
        "Steps: {accepted}.",
    ),
    "pipeline-no-files": (
        "Step {step} of {path}: there is no file {pattern}.",
        "Add the file, correct the path, or write `optional: true`.",
    ),
    "pipeline-changed": (
        "{path} changed since run {run} began.",
        "Run it again: what is done is not done twice.",
    ),
    "pipeline-gone": (
        "{path}, the pipeline of run {run}, no longer exists.",
        "Put it back, or undo the run.",
    ),
    "pipeline-call-unknown": (
        "Step {step} made a call that Sellsy did not answer: result unknown.",
        "Check in Sellsy, then run the pipeline from the next step: --from {next}.",
    ),
    # settings
    "keyring-none": (
        "No keyring of this system works ({said}): the secret was not saved.",
        "Set SELLSY_CLIENT_SECRET instead, or add --insecure-file to save it in a file that only you can read.",
    ),
    "credentials-missing": (
        "No Sellsy credentials (profile: {profile}).",
        "Run sellsy-etl login (or set SELLSY_CLIENT_ID and SELLSY_CLIENT_SECRET, or write {config}); without an account: `sellsy-etl --sandbox import FILE`.",
    ),
    "profile-unknown": (
        'There is no profile "{profile}".',
        "Known profiles: {accepted}, in {config}.",
    ),
    "profile-keys": (
        'The profile "{profile}" has unknown keys: {unknown}.',
        "Accepted keys: {accepted}.",
    ),
    "config-unreadable": (
        "{path} cannot be read: {said}.",
        "Correct the file, or move it away.",
    ),
    "setting-wrong": (
        "The setting {name} is wrong: {said}.",
        "Correct it in the environment or in the profile.",
    ),
    "secret-missing": (
        "There is no secret for the client id {client} (profile: {profile}).",
        "Log in again: `sellsy-etl login` (same --profile and --browser); or set SELLSY_CLIENT_SECRET, or client_secret in {config}.",
    ),
    "config-malformed": (
        "{path}, line {line}: this is not TOML.",
        'Write for example [profiles.main] and, below, client_id = "…" (texts between quotes).',
    ),
    "url-unsafe": (
        "The setting {name} is not an https:// address.",
        "Write https://… without a user name (http:// for 127.0.0.1 only): the secret is sent there.",
    ),
    # sheets
    "file-absent": (
        "{path}: no such file.",
        "Check the path.",
    ),
    "file-directory": (
        "{path} is a folder.",
        "Give a file.",
    ),
    "file-empty": (
        "{path} is empty.",
        "Check that it was saved, and that the right sheet contains the data.",
    ),
    "file-unreadable": (
        "{path} cannot be read: {said}.",
        "Check its permissions, or close the program that uses it.",
    ),
    "delimiter-shape": (
        '"{value}" is not a delimiter: it must be one character.',
        "Write for example --delimiter ';' or --delimiter ','.",
    ),
    "encoding-lacks": (
        'The encoding {encoding} cannot write "{text}".',
        "Keep the default encoding (UTF-8 with BOM), or choose another.",
    ),
    "extra-missing": (
        "{what} needs {library}, which is not installed.",
        "Install it: pip install 'sellsy-etl[{extra}]'",
    ),
    "output-format": (
        '{target}: "{format}" is not an output format.',
        "Formats: {accepted}. Change the extension, or add --format.",
    ),
    "parquet-type": (
        'The column "{column}" has a value that is not of its type ({kind}): {said}.',
        "Export without that column (--columns), or to xlsx, csv or jsonl.",
    ),
    "place-unknown": (
        "{target} cannot be reached ({said}).",
        "Check how the address begins (s3://, gs://, sftp://…) and install the library it needs.",
    ),
    "sheet-full": (
        'The sheet "{sheet}" has more than {rows:row|rows}, the most a workbook can contain.',
        "Export without --fast (the rest goes to another sheet), or to csv or parquet.",
    ),
    "deleted-stdout": (
        "--deleted needs -o FILE.",
        "Add -o FILE.",
    ),
    "export-needs-last": (
        "{option} needs --since last.",
        "Add --since last: the previous export is compared with.",
    ),
    "output-one-sheet": (
        "A {format} file contains only one sheet.",
        "Give a folder (-o folder/ --format {format}), or an xlsx or ods workbook.",
    ),
    "scan-incomplete": (
        "{path}: Sellsy announces {total:record|records} and gave {found:n}. Nothing was written.",
        "Run the export again; if it happens again, narrow it with --where.",
    ),
    "since-limit": (
        "Use --limit or --since last, not both.",
        "Remove one of the two.",
    ),
    "since-shape": (
        '"{value}" is neither last, nor a date, nor a duration.',
        "Write for example last, 2026-11-01, 30d, 12h or 2w.",
    ),
    "since-unknown": (
        "Sellsy does not date changes ({entity:word}): filtering by date is impossible.",
        "Use --since last (compared with the previous export), or --where created=2026-11-01..",
    ),
    "file-unwritable": (
        "{path} cannot be written: {said}.",
        "Choose another place, or close the program that uses it.",
    ),
    "output-unwritable": (
        "The output cannot be written: {said}.",
        "Redirect the output. A run that had begun stays in the journal: sellsy-etl runs list.",
    ),
    "columns-many": (
        "{path}, row {line}: {count:column|columns}, {limit:n} at most.",
        "Keep the useful columns, or transpose the table if its records are its columns.",
    ),
    "file-special": (
        "{path} is a pipe, a socket or a device: it can be read only once.",
        "Send it through standard input: sellsy-etl import - < {path}, or save it as a file.",
    ),
    "suffix-wrong": (
        "{path} is named {said} but its content is {found}.",
        "Open it in a spreadsheet program and save it as .xlsx, or correct its extension.",
    ),
    "workbook-password": (
        "{path} is protected by a password.",
        "Open it, save a copy without password, and use the copy.",
    ),
    "workbook-broken": (
        "{path} is damaged or cut short: {said}.",
        "Open it in a spreadsheet program and save it again, or ask for it again.",
    ),
    "workbook-bomb": (
        "{path} would be {size:size} once unpacked.",
        "If it is yours, save its data only, as CSV.",
    ),
    "workbook-parts": (
        "{path} contains {count:file|files}, far more than a workbook.",
        "If it is yours, save its data only, as CSV.",
    ),
    "workbook-entities": (
        "{path} declares XML entities ({member}), which no spreadsheet program writes.",
        "Open it in a spreadsheet program and save it again, or ask for it again.",
    ),
    "sheet-sparse": (
        "{path}: a sheet spans {area:cell|cells}, {filled:n} of them filled.",
        "Delete the stray cells far from the table, or copy the table into a new workbook.",
    ),
    "cell-too-long": (
        "{path}: a cell contains more than {limit:character|characters} ({member}).",
        "A spreadsheet accepts 32,767: shorten it.",
    ),
    "tables-several": (
        "{path}: another table begins on row {line} ({headers}), below that of row {first}.",
        "Choose one with --header-row {first} or --header-row {line}, or put each in its own sheet.",
    ),
    "rows-hidden": (
        "{path}: {count:hidden row|hidden rows}, often by a filter: {rows}.",
        "To read them: --hidden include; to skip them: --hidden skip.",
    ),
    "file-foreign": (
        "{path} is not a table in a known format ({found}).",
        "Save the table as .xlsx or CSV; unpack an archive first.",
    ),
    "input-too-large": (
        "Standard input is larger than {size:size}.",
        "Give a file instead of -, or split the data.",
    ),
    "gzip-broken": (
        "{path} is damaged or cut short: {said}.",
        "Compress it again, or give the unpacked file.",
    ),
    "gzip-bomb": (
        "{path} would be more than {size:size} once unpacked.",
        "If it is yours, unpack it and give the unpacked file.",
    ),
    "jsonl-broken": (
        "{path}, line {line}: this is not a JSON object ({said}).",
        'Write one object per line, for example {{"Nom société": "Garnier"}}.',
    ),
    "encoding-mixed": (
        "{path} mixes two encodings: line {other} is UTF-8, line {line} is not.",
        "Correct line {line} and save it all as UTF-8; or choose the encoding with --encoding.",
    ),
    "sheet-absent": (
        '{path} has no sheet "{sheet}".',
        "Sheets: {accepted}.",
    ),
    "sheets-hidden": (
        "{path} has no visible sheet.",
        "To read a hidden sheet: --sheet; sheets: {accepted}.",
    ),
    "table-empty": (
        "{path} has headers on row {line} and no row below.",
        "Check that the right file and sheet are used.",
    ),
    "header-row-absent": (
        "{path}: row {line} has no headers.",
        "Give the right row with --header-row.",
    ),
    "headers-doubled": (
        '{path}, row {line}: the header "{header}" is in columns {first} and {second}.',
        "Rename or remove one of them.",
    ),
    "nul-bytes": (
        "{path} contains NUL bytes (line {line}): it is not a text table.",
        "Save it again as CSV (UTF-8), or as .xlsx.",
    ),
    "field-too-long": (
        "{path}, line {line}: a cell has more than {limit:character|characters}.",
        "A quote is probably never closed: correct that line.",
    ),
    "csv-broken": (
        "{path}, line {line}: {said}.",
        "Correct that line (quotes, delimiter), or choose the delimiter with --delimiter.",
    ),
    "csv-quote-open": (
        "{path}, line {line}: a quote is opened and not closed properly.",
        'Close or remove the quote; double those of the text ("").',
    ),
    "csv-quote-covers": (
        "{path}, line {line}: an open quote covers line {row}, which looks like a row of the table.",
        "Remove that quote, or close it on its line.",
    ),
    "csv-delimiters-two": (
        '{path}: the header (row {line}) is separated by "{mark}", the rows (from row {row}) by "{other}".',
        "Write the header and the rows with the same delimiter.",
    ),
    "headers-double-encoded": (
        '{path}, line {line}: the header "{header}" is encoded twice, probably "{repaired}".',
        "Add --repair-encoding to restore the accents, or correct the file.",
    ),
    "encoding-asked": (
        '{path}, line {line}: which encoding? "{cp1252}" is unlikely.',
        (
            '--encoding iso8859-15 reads it "{iso8859_15}", --encoding cp1250 "{cp1250}", --encoding cp850 "{cp850}", --encoding mac_roman "{mac_roman}". Choose one, or correct that line.'
        ),
    ),
    "encoding-unknown": (
        '"{encoding}" is not an encoding ({path}).',
        "Common ones: utf-8, cp1252, latin-1, utf-16.",
    ),
    "encoding-wrong": (
        "{path}, line {line} is not {encoding}.",
        "Choose the right one with --encoding, or remove this option.",
    ),
    # sellsy
    "login-port": (
        "Port {port} cannot be used: {said}.",
        "Choose another with --port, and add its address to the access in the portal.",
    ),
    "login-timeout": (
        "No answer from the browser within {seconds:second|seconds}.",
        "Run the same command again and accept the access in the browser.",
    ),
    "login-state": (
        "The browser answered another request.",
        "Run the same command again; if it happens again, another program uses this port.",
    ),
    "login-denied": (
        "The access was refused: {said}.",
        "Accept it in the browser; the portal's access must list the redirect address.",
    ),
    "api-unreachable": (
        "Sellsy cannot be reached ({path}): {said}.",
        "Check the network, then run the same command again: nothing is written twice.",
    ),
    "api-no-answer": (
        "Sellsy did not answer {method} {path}: {said}.",
        "Run the same command again: nothing is written twice.",
    ),
    "api-server": (
        "Sellsy answered {status} to {method} {path}. {said}",
        "Wait a few minutes, then run the same command again.",
    ),
    "api-refused": (
        "Sellsy refused {method} {path} ({status}): {said}",
        "Correct what it says.",
    ),
    "api-quota": (
        "The quota stays used up ({method} {path}).",
        "Another program may use the same access; wait, then run the same command again.",
    ),
    "api-unsent": (
        "Not sent: the command stopped before.",
        "Run the same command again.",
    ),
    "api-unauthorised": (
        "Sellsy refuses the access (401) on {method} {path}. {said}",
        "Check SELLSY_CLIENT_ID and SELLSY_CLIENT_SECRET; create one access per program. Then run the same command again.",
    ),
    "api-payment": (
        "The account's plan or licence does not allow {method} {path} (402). {said}",
        "Have the licence of the owner of the access checked in Sellsy, then run the same command again.",
    ),
    "api-forbidden": (
        "The access has no scope for {method} {path} (403). {said}",
        "Add the scope to the access in Sellsy (Settings > Developer portal), then run the same command again.",
    ),
    "api-cursor": (
        "Sellsy gave the same page twice on {path}.",
        "Run the same command again; if it happens again, contact Sellsy's support.",
    ),
    "api-endless": (
        "Sellsy gives pages of {path} without end: reading stopped after {pages} pages.",
        "Run the same command again; if it happens again, contact Sellsy's support.",
    ),
    "batch-refused": (
        "Sellsy refused a whole batch ({status}): {said}",
        "Run the same command with a smaller --batch-size.",
    ),
    "login-refused": (
        "The login server refuses these credentials ({status}).",
        "Check SELLSY_CLIENT_ID and SELLSY_CLIENT_SECRET (Sellsy: Settings > Developer portal > API V2), then run the same command again.",
    ),
    "login-broken": (
        "The login server's answer is not a token ({status}, {path}).",
        "Check SELLSY_LOGIN_URL, or wait and run the same command again.",
    ),
    "quota-day": (
        "The day's API calls are used up ({remaining:n} left).",
        "Run the same command again tomorrow: nothing is written twice.",
    ),
    "quota-wait": (
        "Sellsy asks to wait {seconds:second|seconds}.",
        "Then run the same command again: nothing is written twice.",
    ),
    "api-dns": (
        "The address of Sellsy cannot be found ({path}): {said}.",
        "Check the network and SELLSY_API_URL, then run the same command again: nothing was sent.",
    ),
    "api-tls": (
        "The connection to Sellsy is not secure ({path}): {said}.",
        "Nothing was sent. Behind a company proxy, name its certificate in SSL_CERT_FILE, then run the same command again.",
    ),
    "api-proxy": (
        "The proxy did not let the connection to Sellsy through ({path}): {said}.",
        "Check HTTPS_PROXY and NO_PROXY, then run the same command again: nothing was sent.",
    ),
    "api-impossible": (
        "{method} {path} cannot be sent: {said}.",
        "Check SELLSY_API_URL and SELLSY_V1_URL; nothing was sent.",
    ),
    "api-redirected": (
        "Redirection blocked: {method} {path} ({status}). {said}",
        "Check SELLSY_API_URL and SELLSY_V1_URL; behind a proxy, log in to it first.",
    ),
    "api-read": (
        "{method} {path} was tried several times without a proper answer: {said}.",
        "Sellsy may be under maintenance; wait, then run the same command again. Nothing was changed by this call.",
    ),
    "api-odd": (
        "The answer to {path} cannot be used: its field {key} is not what Sellsy documents.",
        "Run the same command again; if it happens again, report this message to Sellsy's support.",
    ),
    "api-unexpected": (
        "The answer to {path} is not a list of records.",
        "Check SELLSY_API_URL; if it is right, report this message.",
    ),
    "batch-short": (
        "Sellsy's answer leaves out {method} {path}.",
        "Run the same command again: nothing is written twice.",
    ),
    "batch-parent-failed": (
        "{method} {path} was not sent: the linked record was not written.",
        "Correct that record first, then import this row again.",
    ),
    "quota-month": (
        "The month's API calls are used up ({remaining:n} left).",
        "Wait for next month, or ask Sellsy to raise the limit.",
    ),
    # journal
    "journal-full": (
        "The disk of the journal {where} is full.",
        ("Free some space, then complete the run: `sellsy-etl runs resume last`."),
    ),
    "journal-busy": (
        "The journal {where} is in use by another program.",
        ("Close that program (another sellsy-etl, a database viewer, a backup), then try again."),
    ),
    "journal-corrupt": (
        "The journal {where} is damaged: {said}.",
        (
            "Restore a backup, or choose another file, on a local disk (no network share, no synchronised folder)."
        ),
    ),
    "journal-behind": (
        "The journal {where} has lost its {lost:last send|last sends} to Sellsy (-wal file cut or deleted, or old backup).",
        "Nothing was sent. Rename this file, then import again, first with --dry-run.",
    ),
    "journal-foreign": (
        "{where} is not a journal of sellsy-etl.",
        "Choose a new file, or an empty database; this one was not changed.",
    ),
    "journal-newer": (
        ("The journal {where} is of a newer version (format {found}, this one reads {known})."),
        "Update the program: pip install --upgrade sellsy-etl.",
    ),
    "journal-denied": (
        "The journal {where} cannot be opened or written: {said}.",
        "Check your permissions on the file and its folder, or choose another file.",
    ),
    "journal-disk": (
        "Disk error on the journal {where}: {said}.",
        ("Check the disk and its free space, then complete the run: `sellsy-etl runs resume last`."),
    ),
    "journal-unreachable": (
        "The database of the journal {where} cannot be reached: {said}.",
        "Check the address, the user and the password of the database, and that it runs.",
    ),
    "journal-contradiction": (
        "The journal {where} refused to record this: {said}.",
        "Please report this, with the command you ran and this message.",
    ),
    "journal-failed": (
        "The journal {where} failed: {said}.",
        "Try again; if it happens again, report this message.",
    ),
    "journal-url": (
        "The address of the journal is not recognised.",
        "Give a file path, sqlite:///path/to/journal.db or postgresql://user@server/database.",
    ),
    "journal-driver": (
        "The journal {where} needs the Python package {driver}, which is not installed.",
        'Install it: pip install "psycopg[binary]", or use a file (SQLite).',
    ),
    "journal-row-missing": (
        "The journal has {found} of {expected} entries of run {run}.",
        "Please report this, with the command you ran and this message.",
    ),
    "journal-run-held": (
        "Run {run} has been in progress since {since} (process {pid} on {host}).",
        "Wait for it to end, or stop it, then try again.",
    ),
    "journal-export-held": (
        "This export is already in progress since {since} (process {pid} on {host}).",
        "Wait until it ends, or stop it.",
    ),
    "journal-account-held": (
        "Another run writes to the account {account} (process {pid} on {host}, since {since}).",
        "Wait for it to end, or stop it: two runs at once would create duplicates.",
    ),
    "journal-unbalanced": (
        "Run {run}: {read:row|rows} read, but {settled:n} with an outcome.",
        "Complete it: `sellsy-etl runs resume {run}`. Please report this, with the command you ran.",
    ),
    "run-other-account": (
        "The run {run} was made on {account}, not on {used}.",
        "Add the --profile of that account, or --sandbox if it was the local Sellsy.",
    ),
    "run-unknown": (
        "There is no run {run} in the journal.",
        "Choose one of: {known}, or last. To see them all: sellsy-etl runs list.",
    ),
    "run-ambiguous": (
        "Several runs match {run}.",
        "Give the whole id: {found}.",
    ),
    "run-none": (
        "There is no run {run}: the journal is empty.",
        "Import a file first, or check the profile and the journal.",
    ),
    # engine
    "child-unfinished": (
        "Run {child}, made on {run}, did not finish.",
        "Complete it: `sellsy-etl runs resume {child}`.",
    ),
    "plan-foreign": (
        "{path} is not a plan.",
        "Give the workbook that `sellsy-etl plan FILE -o PLAN.xlsx` wrote, with its summary sheet.",
    ),
    "plan-edited": (
        "The rows of the plan {path} were edited ({run}).",
        "Undo the edits, or correct the source file and plan it again. Sorting is allowed.",
    ),
    "plan-unfit": (
        "The plan {path} does not match the journal ({run}).",
        "Nothing was sent. Plan again.",
    ),
    "plan-unfinished": (
        "Run {run} is not a finished plan.",
        "Plan the file again: `sellsy-etl plan FILE`.",
    ),
    "plan-applied": (
        "The plan {run} was applied already, by run {child}.",
        "Plan again; to see what was done: `sellsy-etl runs show {child}`.",
    ),
    "verify-kind": (
        "Run {run} wrote nothing to read back from Sellsy.",
        "Choose an import, a deletion, the application of a plan or a retry: sellsy-etl runs list.",
    ),
    "undo-kind": (
        "Run {run} cannot be undone ({kind}).",
        "Kinds that can be undone: {accepted}; to see them: `sellsy-etl runs list`.",
    ),
    "undo-open": (
        "The undo {undo} of run {run} did not finish.",
        "Complete it: `sellsy-etl runs resume {undo}`.",
    ),
    "undo-redone": (
        "Run {run} was undone by {undo}, then restored by {redo}.",
        "To undo it again: `sellsy-etl runs undo {redo}`.",
    ),
    "resume-undone": (
        "Run {run} was undone by {undo}: the rest is not sent.",
        "Import the file again, or undo the undo: `sellsy-etl runs undo {undo}`.",
    ),
    "retry-unfinished": (
        "Run {run} did not finish, or has no rows to retry.",
        "Complete it first: `sellsy-etl runs resume {run}`.",
    ),
    "retry-done": (
        "The refused rows of run {run} were already retried, by run {child}.",
        "To retry those that failed again: `sellsy-etl runs retry {child}`.",
    ),
    "resume-nothing": (
        "Run {run} has nothing left to do.",
        "To see what it did: `sellsy-etl runs show {run}`.",
    ),
    "resume-source-gone": (
        "The file of run {run} no longer exists: {path}.",
        "Put it back, unchanged, and run the same command; or import another file.",
    ),
    "resume-source-changed": (
        "The file of run {run} changed since: {path}.",
        "Put back the original and resume; or import the new file: nothing is written twice.",
    ),
    "condition-shape": (
        '"{said}" is not NAME=VALUE.',
        "Conditions: {accepted}.",
    ),
    "filter-unknown": (
        "Unknown condition: {name} ({entity:word}).",
        "Conditions: {accepted}.",
    ),
    "filter-value": (
        '{name}: "{value}" is not accepted.',
        "Accepted: {accepted}.",
    ),
    "order-unknown": (
        "Records cannot be sorted by {order}.",
        "Accepted: {accepted}.",
    ),
    "append-nowhere": (
        "--append: {column} cannot be added to, it does not have several choices.",
        "This file has no column of a custom field of several choices: leave --append out.",
    ),
    "append-unknown": (
        "--append: {column} is not a custom field of several choices in this file.",
        "Possible columns: {accepted}.",
    ),
    "column-unknown": (
        "Unknown column: {column} ({entity:word}).",
        "Columns: {accepted}.",
    ),
    "template-suffix": (
        "{path}: a template is a file of type {accepted}.",
        "Change the file name.",
    ),
    "headers-missing": (
        "{path}, line {line}: {missing} missing. Headers: {headers}.",
        'Rename the header, add --map "HEADER={example}", or start from `sellsy-etl template {entity}`.',
    ),
    "headers-ambiguous": (
        "{path}: several headers for {column}: {headers}.",
        "Rename or remove one of them, or choose with --map.",
    ),
    "entity-unclear": (
        "{path}: clients, contacts? Nearest: {candidates} (headers of line {line}: {headers}).",
        'Choose: --entity {accepted}; for headers of your own: --map "HEADER=COLUMN".',
    ),
    # mappings
    "mapping-empty": (
        "{path} is empty.",
        "Write lines HEADER: COLUMN, or run `sellsy-etl map FILE`.",
    ),
    "mapping-unknown": (
        '--map: "{said}" is not a mapping.',
        'Write "HEADER=COLUMN", a .yaml file, or one of: {accepted}.',
    ),
    "mapping-exists": (
        "{path} already exists.",
        "Choose another file with -o, or replace this one with --force.",
    ),
    "mapping-entities": (
        '--map: "{said}" is for another entity.',
        "Give the mappings of one entity.",
    ),
    "mapping-entity": (
        "{place}: this mapping is for {said}, not for {entity:word}.",
        "Choose another mapping, or remove --entity.",
    ),
    "mapping-fit": (
        "{path}: none of the headers is in the mapping. Headers: {headers}.",
        "Choose another mapping, or run `sellsy-etl map {path}`.",
    ),
    "mapping-unlike": (
        "{path}: which kind of record, of: {candidates}?",
        "Add --entity, or run `sellsy-etl map {path}`.",
    ),
    "mapping-several": (
        "{path}: several mappings fit: {candidates}.",
        "Choose with --entity.",
    ),
    "mapping-constant": (
        '{place}: "{value}" is not a value of {column} ({said}).',
        "{fix}",
    ),
    "mapping-doubled": (
        "{place}: {column} is filled twice, by {headers}.",
        "Keep one of them, or join both (joins).",
    ),
    "map-unknown-column": (
        '{place}: unknown column "{column}" ({entity:word}).',
        "Nearest columns: {accepted}.",
    ),
    "map-unknown-header": (
        '{place}: {path} has no header "{header}".',
        "Headers: {headers}.",
    ),
    "match-key-unknown": (
        '--match: "{key:code}" is not a match key ({entity:word}).',
        "Choose one of: {accepted}.",
    ),
    "match-key-absent": (
        "--match {key:code}: the file does not have this column.",
        "Choose a key that the file has: {accepted}.",
    ),
    "custom-field-unknown": (
        'No custom field for the column "{header}".',
        "Custom fields: {accepted}.",
    ),
    "custom-field-several": (
        'Several custom fields for the column "{header}": {found}.',
        "Use the code: cf:CODE.",
    ),
    "custom-field-kind": (
        'The custom field of the column "{header}" is of a kind that this version does not know: {said}.',
        "Take the column out of the file and fill the field in Sellsy.",
    ),
    # cli
    "call-path": (
        '"{path}" is not a path of the API.',
        'Write /companies or /companies/12, without spaces or ".."; the query goes after -q.',
    ),
    "call-host": (
        "{host} is not Sellsy: call blocked, to protect your access.",
        "Possible addresses: {accepted}.",
    ),
    "call-header": (
        'The header "{name}" cannot be sent.',
        "Write NAME:VALUE in plain characters, on one line.",
    ),
    "call-header-kept": (
        "The header {name} is set by the program.",
        "Remove it. Reserved: {kept}.",
    ),
    "call-body": (
        "The body cannot be sent: {said}.",
        'API v2: JSON; API v1: io_mode=json&do_in={{"method": …}} or the call alone.',
    ),
    "webhook-left": (
        "The webhook {id} could not be deleted: Sellsy still posts to it. {said}",
        "Delete it later: sellsy-etl webhooks delete {id}.",
    ),
    "webhook-url": (
        '"{value}" is not an address that Sellsy may post to.',
        "Give a whole https:// address (http:// for this computer only), without a user name or password.",
    ),
    "webhook-event": (
        'The account has no event "{value}".',
        "Nearest: {accepted}. To see them all: sellsy-etl webhooks events.",
    ),
    "watch-url-missing": (
        "Sellsy cannot reach this computer: it needs a public address.",
        "Open a tunnel or a reverse proxy to the port, then add --public-url https://… (not needed with --sandbox).",
    ),
    "watch-port": (
        "Port {port} cannot be used: {said}.",
        "Choose another with --port, or a free one with --port 0.",
    ),
    "watch-out-suffix": (
        "{path}: deliveries are written to a file of type {accepted}.",
        "Change the file name (--out).",
    ),
    "watch-out-foreign": (
        "{path} was not written by `sellsy-etl watch`: it was not changed.",
        "Choose another file with --out, or move this one away.",
    ),
    "inbox-busy": (
        "{path} is in use: another `sellsy-etl watch` writes to the same file.",
        "Stop it, or choose another file with --out.",
    ),
    "inbox-foreign": (
        "{path} is not an inbox of `sellsy-etl watch`, or is damaged.",
        "Move it away, or choose another file with --out.",
    ),
    "sign-key-missing": (
        "The environment variable {name} has no sign key.",
        "Set it to the key of the webhook, or remove --sign-key-env.",
    ),
    "sandbox-db": (
        "The local Sellsy's file {path} cannot be opened: {said}.",
        "Choose another with --db, or empty it: sellsy-etl sandbox reset.",
    ),
    "country-unknown": (
        '"{value}" is not a country.',
        "Write its two-letter code, such as FR or BE.",
    ),
    "currency-unknown": (
        '"{value}" is not a currency code.',
        "Write its three-letter code, such as EUR, CHF or XPF.",
    ),
    "home-unwritable": (
        "The folder {path} cannot be created: {said}.",
        "Choose another: SELLSY_ETL_HOME=FOLDER (or -o FOLDER for the demo).",
    ),
    "entity-unknown": (
        'There is no entity "{name}".',
        "Choose one of: {accepted}.",
    ),
    "option-unknown": (
        '"{value}" is not an accepted value.',
        "Choose one of: {accepted}.",
    ),
    "sandbox-quota": (
        'The quota "{value}" cannot be read: {said}.',
        "Write it as 5/s,150/min.",
    ),
    "sandbox-faults": (
        "The faults of {path} cannot be read: {said}.",
        "Write a list of rules; examples: `sellsy-etl sandbox serve --help`.",
    ),
    "sandbox-credentials": (
        "The credentials are not ID:SECRET.",
        "Write --client ID:SECRET, or ID:SECRET:TOKEN:SECRET to name the user of API v1 too.",
    ),
    "sandbox-foreign": (
        "{path} is not a file of the local Sellsy: it was not changed.",
        "Give the file of `sellsy-etl sandbox serve --db`, or leave --db out.",
    ),
    "code-unknown": (
        'There is no code "{value}".',
        "Nearest: {accepted}. To see them all: `sellsy-etl explain`.",
    ),
    "report-suffix": (
        "{path}: a report is a file of type {accepted}.",
        "Change the name given to --report: .xlsx for all rows, .csv for the rejected ones only.",
    ),
    "report-over-source": (
        "The report {path} would replace the source file.",
        "Choose another file with --report, or leave it out.",
    ),
    "sandbox-setup": (
        "The set-up of {path} failed: {said}.",
        "Keys: staffs, pipelines, sources, event_labels, task_labels; help: `sellsy-etl sandbox setup --help`.",
    ),
    "sandbox-absent": (
        "No local Sellsy answers at {url}: {said}.",
        "Start one: sellsy-etl sandbox serve; or leave --url out for the embedded one.",
    ),
    "sandbox-port": (
        "Port {port} cannot be used: {said}.",
        "Choose another with --port, or a free one with --port 0.",
    ),
}

TEXTS: dict[str, str] = {
    "proof-title": "Migration report",
    "proof-verdict": "Verdict",
    "proof-fine": "Every row is accounted for and matches Sellsy (rows not imported: {left_out:n}, with their reasons).",
    "proof-open": "Not finished: some rows failed, are unknown or differ in Sellsy (other rows not imported: {left_out:n}, with their reasons).",
    "proof-pipeline": "Pipeline",
    "proof-run": "Run",
    "proof-started": "Started",
    "proof-finished": "Finished",
    "proof-command": "To do it again",
    "proof-version": "Program",
    "proof-hash": "SHA-256 of the pipeline",
    "proof-moved": "Amounts of opportunities, after less before",
    "proof-entities": "Rows",
    "proof-reasons": "Why rows were not imported",
    "proof-totals": "Opportunities of the account, before and after",
    "proof-ids": "Ids of the other system",
    "proof-inputs": "Files read",
    "proof-more-ids": "more in the workbook",
    "proof-none": "None.",
    "proof-marks": "Read back from Sellsy: = as sent, * different, - gone, ! unreadable.",
    "proof-sheet-summary": "Summary",
    "proof-sheet-entities": "Rows",
    "proof-sheet-reasons": "Not imported",
    "proof-sheet-totals": "Opportunities",
    "proof-sheet-ids": "Ids",
    "proof-sheet-inputs": "Files",
    "proof-head-entity": "Entity",
    "proof-head-rows": "Rows",
    "proof-head-code": "Code",
    "proof-head-example": "Reason",
    "proof-head-pipeline": "Pipeline",
    "proof-head-status": "Status",
    "proof-head-person": "Person",
    "proof-head-before": "Before",
    "proof-head-after": "After",
    "proof-head-amount-before": "Amount before",
    "proof-head-amount-after": "Amount after",
    "proof-head-difference": "Difference",
    "proof-head-system": "System",
    "proof-head-kind": "Kind",
    "proof-head-legacy": "Old id",
    "proof-head-sellsy": "Sellsy id",
    "proof-head-step": "Step",
    "proof-head-file": "File",
    "proof-head-sheet": "Sheet",
    "proof-head-size": "Bytes",
    "proof-head-hash": "SHA-256",
    "proof-head-run": "Run",
    "proof-head-amount": "Amounts in the files",
    "stage-copy-settings": "Copying settings",
    "stage-copy-records": "Copying records",
    "note-not-copied": "{path} is not copied (status {status}): the local Sellsy keeps its own.",
    "note-schedule-due": "{name}: due at {due:date}.",
    "note-schedule-late": "{name}: more than an hour late ({due:date}); it waits for the next time.",
    "note-log-unwritable": "The log {path} cannot be written: {said}.",
    "note-not-told": "{name}: notification failed: {said}.",
    "schedule-nothing": "No pipeline has a schedule.",
    "schedule-head-name": "Pipeline",
    "schedule-head-cron": "Schedule",
    "schedule-head-next": "Next",
    "schedule-head-path": "File",
    "run-head-step": "Step",
    "run-head-ending": "Result",
    "run-head-rows": "Rows",
    "run-head-calls": "Calls",
    "run-head-seconds": "Seconds",
    "run-ending-done": "done",
    "run-ending-stopped": "stopped",
    "run-ending-skipped": "skipped",
    "run-ending-held": "blocked",
    "run-ending-left": "not started",
    "init-done": "{files:file|files} written in {folder}. To try, without an account:",
    "ready-first_import": "your own spreadsheets: clients, contacts, opportunities, tasks, comments",
    "ready-nightly_export": "every night, a copy of the account and what has changed",
    "ready-migrate_hubspot": "a whole HubSpot account, from its CSV exports",
    "ready-migrate_salesforce": "a whole Salesforce organisation, from its data export",
    "ready-migrate_pipedrive": "a whole Pipedrive account, from its exports",
    "ready-migrate_axonaut": "a whole Axonaut account, from its exports",
    "ready-trade_fair_leads": "badges scanned at a trade fair: prospects, contacts, opportunities of the hottest",
    "ready-monthly_cleanup": "a backup, records to complete, duplicates, deletion of what was reviewed",
    "init-readme": """# A sellsy-etl project

Written by `sellsy-etl init`. Everything in `samples/` is fictional.

{pipelines}

## Try it, without an account

    sellsy-etl --sandbox run {first}

A local Sellsy answers on this machine and keeps its data; `sellsy-etl sandbox reset` empties it. Some rows of the samples
are wrong on purpose: the command says where they are given back with their reasons, and ends with the code 1. Correct
them in the file and run it again: what is already there is not written again.

    sellsy-etl --sandbox runs show last       what the run did
    sellsy-etl --sandbox runs verify last     read back in Sellsy what it wrote
    sellsy-etl --sandbox runs undo last       take it back

## With your files and your account

1. Put your files in a folder and its name into {first}, line `folder:` (or `--set folder=FOLDER`).
   `templates/` has a workbook to fill in for each kind of record; `sellsy-etl check FILE` verifies and sends nothing.
2. `sellsy-etl login`, then `sellsy-etl doctor`.
3. `sellsy-etl run {first} --dry-run`: what would be written, and what it costs in calls.
4. `sellsy-etl run {first}`. Interrupted, it is taken up again: `sellsy-etl runs resume last`.

Edit pipelines in an editor: `pipeline.schema.json` completes and checks them there.
`sellsy-etl init --list` lists the others; `sellsy-etl init --with NAME OTHER_FOLDER` takes one.
""",
    "run-head-run": "Run",
    "undo-whole-report": "a pipeline has several files; each report is written beside its own",
    "undo-whole-line": "Pipeline {run}: {calls:API call|API calls}. The report of each step is beside its file.",
    "note-proving": "Reading back what was written, for the report: about {calls:API call|API calls}",
    "run-total": "{title}: run {run}, {calls:API call|API calls}, {seconds:n} s",
    "run-total-dry": "{title}: dry run {run}, {calls:API call|API calls}, {seconds:n} s. The run itself: about {billed:API call|API calls}.",
    "run-total-billed": "{title}: run {run}, {calls:API call|API calls} ({billed:n} announced for the rows), {seconds:n} s",
    "run-step-bad": "{step}: {bad:row|rows} to correct, with their reasons, in {files}",
    "run-step-files": "{step}: {files}",
    "run-proof": "Proof of the migration: {path}",
    "run-proof-dry": "Reading everything back for its report: about {calls:more call|more calls}.",
    "run-proof-calls": "Reading everything back for it: {calls:API call|API calls}.",
    "run-step-bill": "Step {step}:",
    "note-step": "Step {step} ({kind})",
    "note-step-held": "Step {step} is blocked: a step it needs did not end well.",
    "note-step-skipped": "Step {step} is skipped: {when}",
    "note-step-stopped": "Step {step} stops the pipeline: {bad:row|rows} went wrong, {most:n} allowed.",
    # entities
    "template-list": "Help",
    "template-column": "Header",
    "template-required": "Required",
    "template-help": "What goes there",
    "template-choices": "Values",
    "template-example": "Example",
    "template-also": "Other headers recognised",
    "template-yes": "yes",
    "template-example-is": "Example:",
    "template-not-offered": "Not in Sellsy: choose from the list.",
    "template-choices-are": "Values:",
    # engine
    "stage-reconcile": "Looking for what was written",
    "template-offers": "Lists",
    "template-custom": "custom field: {type}",
    "count-deleted": "deleted",
    "note-report-unwritable": "The report was not written at {path}: {said}",
    "part-main": "Address",
    "part-invoicing": "Invoicing address",
    "part-delivery": "Delivery address",
    "part-invoicing_role": "Used for invoicing",
    "part-delivery_role": "Used for delivery",
    "part-address": "Address",
    "part-contact": "Contact",
    "part-record": "Record",
    "part-link": "Link",
    "part-related": "Linked record",
    "part-third": "Client",
    "part-participants": "Participants",
    "part-reminders": "Reminders",
    "part-assigned_staff_ids": "Staff",
    "part-marketing_campaigns_subscriptions": "Campaigns accepted",
    "stage-read": "Reading",
    "stage-match": "Matching",
    "stage-plan": "Planning",
    "stage-load": "Sending",
    "stage-verify": "Verifying",
    "stage-report": "Report",
    "stage-export": "Exporting",
    "page-line": "Page: {path}",
    "page-rows": "Results",
    "page-dry": "Dry run: nothing was written to Sellsy.",
    "page-correct": "Correct the rejected rows, then import this file again; only those are read:",
    "page-unknown": "Sellsy did not answer some writes. To check them and finish:",
    "page-problems": "Problems",
    "page-warnings": "Repaired values",
    "page-none": "None.",
    "page-column": "Column",
    "page-what": "Problem, and what to do",
    "page-count": "Rows",
    "page-examples": "Examples",
    "page-row": "row",
    "page-whole-row": "(the whole row)",
    "page-more": "other problems: see the report.",
    "page-calls": "Calls to Sellsy",
    "page-made": "calls",
    "page-mean": "per answer on average",
    "page-waits": "delayed by the quota (429)",
    "page-lost": "without an answer",
    "page-day-left": "calls left today",
    "page-pace": "Calls per second, during the run",
    "page-pace-about": "Each bar:",
    "page-pace-limit": "quota of the account:",
    "page-slowest": "The slowest calls",
    "page-no-answer": "no answer",
    "page-after": "left at",
    "page-settings": "Settings of the run",
    "page-by": "Written by",
    "kind-plan": "plan",
    "kind-apply": "apply",
    "kind-retry": "retry",
    "kind-undo": "undo",
    "kind-pipeline": "pipeline",
    "kind-export": "export",
    "kind-call": "call",
    "head-kind": "kind",
    "kind-import": "import",
    "kind-dry-run": "dry run",
    "kind-delete": "deletion",
    "summary-keys": "Match keys",
    "summary-batch": "Writes per request",
    "summary-missing": "Names created when missing",
    "summary-mapping": "Column mapping",
    "summary-ignored": "Ignored columns",
    "summary-profile": "Profile",
    "summary-country": "Default country",
    "summary-currency": "Currency",
    "summary-dates": "Order of dates",
    "summary-clear": "Word that clears a field",
    "sheet-summary": "Summary",
    "sheet-rows": "Rows",
    "sheet-rejected": "Rejected",
    "sheet-similar": "Possible duplicates",
    "head-similar-row": "duplicate's row",
    "head-similar-id": "Sellsy id",
    "head-similar-name": "duplicate's name",
    "head-reasons": "in common",
    "head-score": "similarity",
    "similar-name": "name",
    "similar-phone": "phone",
    "similar-domain": "e-mail domain",
    "similar-title": 'Possible duplicates: {count:n} (never merged; all in the report\'s sheet "Possible duplicates"):',
    "similar-row-line": "  row {row} ({name}) ~ row {other} ({other_name}): {reasons}, {score}%",
    "similar-record-line": "  row {row} ({name}) ~ Sellsy {other} ({other_name}): {reasons}, {score}%",
    "sheet-ignored": "Ignored columns",
    "head-outcome": "outcome",
    "head-id": "Sellsy id",
    "head-problem": "problem",
    "head-fix": "what to do",
    "head-reason": "reason",
    "head-correction": "fix",
    "head-ignored": "Ignored column",
    "head-nearest": "Nearest column",
    "row-valid": "valid",
    "row-created": "created",
    "row-updated": "updated",
    "row-unchanged": "unchanged",
    "row-skipped": "skipped",
    "row-rejected": "rejected",
    "row-failed": "failed",
    "row-unknown": "unknown",
    "row-deleted": "deleted",
    "row-pending": "not sent yet",
    "row-read": "read",
    "foreseen-created": "to create",
    "foreseen-updated": "to update",
    "foreseen-deleted": "to delete",
    "count-read": "read",
    "count-created": "created",
    "count-updated": "updated",
    "count-unchanged": "unchanged",
    "count-skipped": "skipped",
    "count-rejected": "rejected",
    "count-failed": "failed",
    "count-unknown": "unknown",
    "count-pending": "not sent yet",
    "count-valid": "valid",
    "summary-file": "File",
    "summary-detected": "Read as",
    "summary-entity": "Entity",
    "summary-run": "Run",
    "summary-calls": "API calls",
    "summary-seconds": "Duration (s)",
    "summary-mode": "Mode",
    "note-detected": "Read {path}: {layout}.",
    "note-similar-cut": "More than {most:row|rows}: to look for possible duplicates, add --find-similar.",
    "note-similar": 'Possible duplicates: {count:n} (never merged): see the report\'s sheet "Possible duplicates".',
    "note-entity": "Content recognised: {entity} ({known} of {of} headers; next: {second}).",
    "note-entity-marked": "Content recognised: {entity} (sellsy-etl template).",
    "note-entity-mapped": "Content: {entity}, by the mapping.",
    "note-entity-alike": "Without a Type column, new records are: {entity} (otherwise: --entity {others}).",
    "note-ignored": 'Ignored column "{header}" (nearest known: {nearest}).',
    "note-ignored-alone": 'Ignored column "{header}".',
    "note-refusing-refusal": 'Column "{header}" contains refusals: a yes there becomes No in {columns}; it subscribes nobody.',
    "note-refusing-consent": 'Column "{header}" contains consents: a no there becomes No in {columns}; it subscribes nobody.',
    "note-refusing-trace": 'Column "{header}" contains unsubscriptions: any value there becomes No in {columns}.',
    "note-no-client-type": "Without a Client type column, every row is read as {variant:word}.",
    "note-country-alone": "Country without street or city: no address is created or changed (it is used for phone numbers).",
    "note-dump": ("{words} in place of missing values (columns {columns}): read as empty."),
    "note-markup": "HTML codes (&amp;, <br>…) replaced by the text they show. Cells: {count:n}.",
    "note-country-default": "Country not given: {country} is used for new addresses; an existing address keeps its country.",
    "note-other-sheets": 'Sheet "{sheet}" is read; not read: {others} (choose with --sheet).',
    "note-rejected-sheet": 'This is a sellsy-etl report: its sheet "{sheet}" is read.',
    "layout-decimal-,": "decimal comma",
    "layout-decimal-.": "decimal point",
    "layout-decimal-mixed": "decimal comma and point",
    "layout-dates-dmy": "dates dd/mm/yyyy",
    "layout-dates-mdy": "dates mm/dd/yyyy",
    "layout-dates-ymd": "dates yyyy/mm/dd",
    "layout-dates-assumed": "dates dd/mm/yyyy (assumed)",
    "layout-dates-mixed": "dates dd/mm/yyyy (some are possible as mm/dd only: --date-order mdy)",
    "layout-dates-unclear": "dates dd/mm or mm/dd: unclear (--date-order)",
    "layout-1904": "1904 calendar",
    "layout-sheet": 'sheet "{sheet}"',
    "layout-wrapped": "every row is one quoted cell",
    "layout-header": "header on row {header_row}",
    "layout-title-one": "1 title line skipped",
    "layout-title-many": "{title_lines} title lines skipped",
    "note-hidden-sheets": "Hidden sheets, not read: {sheets} (to read one: --sheet).",
    "note-hidden-include": "Hidden rows are read too ({count:n}: {rows}); to skip them: --hidden skip.",
    "note-hidden-skip": "Hidden rows are not read ({count:n}: {rows}).",
    "note-currency": "Amounts are read in {currency}, the account's currency.",
    "note-double-encoded": 'Accents encoded twice ({count:n}), row {row}: "{value}", probably "{repaired}"; left as they are. To restore them: --repair-encoding.',
    "note-encoding-repaired": 'Accents encoded twice ({count:n}), restored: row {row}, "{value}" becomes "{repaired}".',
    "note-quotes-spaces": "Spaces around quotes, removed ({count:n}: rows {rows}).",
    "note-quotes-lines": "Rows quoted as a whole, read cell by cell ({count}: rows {rows}).",
    "note-left-note": "Not read, below the table: {lines}.",
    "note-left-total": "Totals, skipped: rows {lines}.",
    "note-left-section": "Section titles, skipped: rows {lines}.",
    "note-left-deleted": "Rows deleted in the other system, skipped: rows {lines}.",
    "note-left-header": "Repeated headers, skipped: rows {lines}.",
    "note-left-table": "Reading ends at row {lines}: another table begins there.",
    "ask-hidden": "Read hidden rows ({count:n}: {rows})?",
    "variant-company": "company",
    "variant-individual": "individual",
    "variant-contact": "contact",
    # cli
    "ask-client-id": "Client id of the access",
    "ask-secret": "Client secret (not shown)",
    "login-page": "Access received. You may close this page.",
    "login-waiting": "Waiting for the browser…",
    "logged-in-keyring": "Access accepted: saved as profile {profile}, its secret in the keyring.",
    "logged-in-file": "Access accepted: saved as profile {profile}, its secret in a file that only you can read.",
    "logged-out": "The secret and the tokens are deleted.",
    "logged-out-already": "There was nothing to delete.",
    "profile-used": "Default profile: {profile}.",
    "head-profile": "profile",
    "head-client": "client id",
    "head-grant": "logs in by",
    "head-secret": "secret",
    "doctor-program": "sellsy-etl {version}, Python {python} on {system}.",
    "doctor-home": "{path} can be written.",
    "doctor-room": "Only {free:n} MB left on the disk of {path}.",
    "doctor-room-do": "Free some space: the journal of a large import may need {needed:n} MB.",
    "doctor-journal": "The journal is intact: {runs:run|runs}, {size:n} MB.",
    "doctor-unfinished": "Unfinished runs: {count:n} ({runs}).",
    "doctor-unfinished-do": "Complete each with `sellsy-etl runs resume RUN`, or import the same file again: nothing is written twice.",
    "note-planned-again": "Other runs have written since {run} began: the rows not sent yet are matched again.",
    "note-unfinished": "An unfinished import of this file ({run}): what it sent is looked up, this run takes over the rest.",
    "doctor-keyring": "Keyring: {backend}.",
    "doctor-no-keyring": "No keyring of this system works.",
    "doctor-no-keyring-do": "Put the secret in SELLSY_CLIENT_SECRET.",
    "doctor-credentials": "Access {client} accepted (profile: {profile}).",
    "doctor-clock": "The clock is {seconds:second|seconds} off Sellsy's.",
    "doctor-clock-do": "Set the clock of this computer.",
    "doctor-who": "Connected to Sellsy as {name} ({email}); API v1 answers.",
    "doctor-v1": "API v1 does not answer: {said}",
    "doctor-v1-do": "Tick the scope api-v1 of the access, needed for: alerts, recurrence, sticky notes, comments on tasks, links to individuals, smart tags.",
    "doctor-quota": "Quota: {limits}; {left:call|calls} left today.",
    "doctor-scope-read": "{entity}: reading is not allowed.",
    "doctor-scope-read-do": "Give the access the scope to read them, and its owner the licence: search, import and delete need it.",
    "doctor-scope-write": "{entity}: writing is not allowed.",
    "doctor-scope-write-do": "Give the access the scope to write them: import and delete need it.",
    "doctor-scopes": "The access has the scopes of all {entities:entity|entities}.",
    "called": "HTTP {status}",
    "found": "{count:record|records} found.",
    "not-found": "No {entity:word} with the id {id}.",
    "exported-deleted": "Deleted since the last export ({entity:word}): {count:n}.",
    "note-cut": "{path}: texts cut at 32,767 characters (the limit of a cell): {count:n}.",
    "note-export-cost": "Records to read: {rows:n}; {calls:API call|API calls}, {minutes:duration}, {share:percent} of the calls left today.",
    "note-since-compare": "{entity:word}: Sellsy does not date changes; everything is read, only differences are written.",
    "note-since-first": "{entity:word}: no previous export; everything is written.",
    "note-since-read": "{entity:word}: Sellsy cannot filter by date of change; everything is read, then filtered.",
    "sheet-deleted": "{entity} deleted",
    "exported": "{rows:row|rows} written to {path} ({calls:API call|API calls}).",
    "bill-delete": "To delete: {deleted:n}, not found: {skipped:n}, rejected: {rejected:n}. Cost: {calls:API call|API calls}, {minutes:duration}{share}.",
    "bill-undo": "To delete: {deleted:n}, to restore: {updated:n}, to create again: {created:n}, kept: {skipped:n}, nothing to do: {unchanged:n}. Cost: {calls:API call|API calls}, {minutes:duration}{share}.",
    "undo-warnings": "What cannot be undone, or is already gone:",
    "undo-next": "Nothing was written. To undo, run the same command with --yes.",
    "note-undo-which": "Undo of run {run} of {began:date}: {what:word}.",
    "note-undo-recreates": "{count:record|records} recreated, new ids. Not restored: documents, comments, history, linked records (see each row).",
    "note-undo-tags-stay": "The smart tags stay in the account's list.",
    "note-export-no-v1": "{entity:word}: the access does not have the scope api-v1, some columns are empty.",
    "note-export-v1-left": "{entity:word}: columns of API v1 could not be read, so are empty, for {count:record|records}.",
    "note-undo-no-v1": "The access does not have the scope api-v1: sticky notes, alerts, recurrence and comments on tasks are neither read nor restored.",
    "note-undo-unseen": "The access may not read: {kinds}. Linked records may have been added since.",
    "note-undo-kept": "{count:row|rows} changed since, kept; to undo them too: --force.",
    "note-undo-nothing": "Run {run} has nothing left to undo.",
    "sheet-taken-back": "Undone",
    "sheet-kept": "Kept",
    "delete-next": "Nothing was deleted. To delete, run the same command with --yes.",
    "head-event": "event",
    "head-record": "record",
    "head-meaning": "meaning",
    "head-webhook": "webhook",
    "head-name": "name",
    "head-active": "active",
    "head-signed": "signed",
    "head-failures": "failures",
    "head-last-success": "last success",
    "head-events": "events",
    "head-address": "address",
    "word-yes": "yes",
    "word-no": "no",
    "no-webhooks": "The account has no webhook.",
    "webhooks-deleted": "Deleted: {ids}.",
    "watch-ready": "Webhook {webhook}: {events:event|events} posted to {endpoint}, written to {out}. To stop: Ctrl-C.",
    "watch-local": "{url} is this computer only: the real Sellsy cannot reach it (see --public-url).",
    "watch-ended": "Webhook deleted. Deliveries: {handled:n}; duplicates: {doubles:n}; refused: {refused:n}.",
    "watch-left": "Deliveries kept for the next watch with the same --out: {count:n}.",
    "watch-run": "Pipeline {title} ran: {rows} (run {run}).",
    "watch-unread": "  The record could not be read: {said}",
    "check-skipped": "{count:row|rows} skipped (totals, titles, repeated headers).",
    "check-left-out": "{count:more problem|more problems}: correct the first ones and check again.",
    "fault": "This is a fault of sellsy-etl, not of your file: {kind}: {said}\nPlease report it with what the same command shows with -v. What was sent is saved; importing again is safe.",
    "head-reading": "reading",
    "head-row": "row",
    "head-column": "column",
    "head-value": "value",
    "head-rows": "rows",
    "head-calls": "calls",
    "head-run": "run",
    "head-entity": "entity",
    "head-status": "status",
    "head-started": "started",
    "head-file": "file",
    "more-problems": "… and {count:n} more (see the report, or -v).",
    "warnings-title": "Repaired cells: {count:n} (listed in the report, or with -v).",
    "run-line": "Run {run}: {status}, {calls:API call|API calls}, {seconds:n} s.",
    "explain-row": "A problem of one cell or row. Error: the row is not imported until it is corrected. Warning: what was repaired or left. Other rows are not affected.",
    "explain-stop": "Stops the command. What was already sent stays in the journal; the message says what to do.",
    "explain-example": "Example",
    "explain-fix": "What to do",
    "explain-hint": "More about it: sellsy-etl explain {codes}",
    "family-text": "Texts",
    "family-number": "Numbers",
    "family-date": "Dates and recurrences",
    "family-reach": "Phones, e-mails, websites",
    "family-company-number": "SIREN, SIRET, VAT, NAF",
    "family-address": "Addresses and countries",
    "family-value": "Values and names of the account",
    "family-required": "Required cells",
    "family-match": "Matching, duplicates, links",
    "family-sellsy": "Answers of Sellsy",
    "family-access": "Access and settings",
    "family-file": "Files",
    "family-header": "Headers and columns",
    "family-run": "Runs, plans and the journal",
    "family-pipeline": "Pipelines and YAML files",
    "family-watch": "Webhooks",
    "family-command": "Commands and options",
    "report-line": "Report: {path}",
    "status-running": "running",
    "status-finished": "finished",
    "status-interrupted": "interrupted",
    "status-failed": "failed",
    "note-plan-source": "{path} changed since the plan: the plan is applied.",
    "plan-next": "Nothing was sent. Read the plan, then apply it: sellsy-etl apply {path}",
    "status-planned": "planned",
    "sheet-plan": "Plan",
    "sheet-changes": "Changes",
    "sheet-left-out": "Not sent",
    "head-old": "old",
    "head-new": "new",
    "summary-minutes": "Minutes",
    "summary-share": "Share of the day's calls",
    "summary-seal": "Fingerprint of the plan (SHA-256)",
    "summary-lines": "Fingerprint of the lines (SHA-256)",
    "summary-parent": "Original run",
    "note-settling": "{count:write|writes} without an answer: Sellsy is asked for {seconds:more second|more seconds} before anything is sent again.",
    "note-left": "Run {run} was interrupted: {read:row|rows} read = {done:n} done + {left:n} left. To complete it: `sellsy-etl runs resume {run}`.",
    "accepts-whole": "a whole number, such as 12",
    "accepts-number": "a number, such as 12.5",
    "accepts-yes-no": "yes or no",
    "accepts-least": "at least {bound}",
    "accepts-most": "at most {bound}",
    "accepts-list": "a list",
    "accepts-keys": "names with values, such as name: value",
    "accepts-text": "a text",
    "accounts": "Total: {read:n} read = {parts}.",
    "accounts-left": "Total: {read:n} read = {parts}, {left:n} left. To complete it: `sellsy-etl runs resume {run}`.",
    "note-waiting": "Another run writes to this account since {since} (process {pid} on {host}): waiting, {seconds:second|seconds} at most.",
    "note-stale-lock": "An interrupted run blocked the account since {since} (process {pid} on {host}): unblocked.",
    "ask-resume": "An unfinished import of this file ({run}). Complete it? (no: a new import takes over its rows)",
    "head-mark": "check",
    "head-sent": "sent",
    "head-now": "now",
    "mark-same": "as sent",
    "mark-differs": "different",
    "mark-gone": "gone",
    "mark-unread": "unreadable",
    "verified": "Run {run} verified: {counts}.",
    "verified-pending": "Rows not sent yet: {count:n}. To complete: `sellsy-etl runs resume {run}`.",
    "verified-apart": "Nothing in Sellsy for: {counts}.",
    "note-retry-nothing": "Run {run}: nothing to retry, Sellsy refused no row.",
    "note-retry-corrections": "Run {run}: nothing to retry without a file; {count:row|rows} to correct in the report, then `sellsy-etl runs retry {run} FILE`.",
    "note-still-unknown": "Rows of run {run} still unknown: {count:n}, several records fit (see `sellsy-etl runs show {run}`).",
    "pruned": "{count:run|runs} removed; the journal goes from {before:n} to {after:n} MB.",
    "prunable": "{count:run|runs} to remove (journal: {before:n} MB). Nothing was done: add --yes.",
    "status-dry-run": "dry run",
    "status-cancelled": "cancelled",
    "interrupted": "Interrupted. What was sent is saved: `sellsy-etl runs resume last` completes an import; importing the same file again is safe too.",
    "stopping": "Stopping after the calls in progress. Ctrl-C again stops at once.",
    "stopped-now": "Stopped at once. Everything sent is saved: `sellsy-etl runs resume {run}` checks it and completes the run.",
    "template-written": "Wrote {path}.",
    "sandbox-ready": "A local Sellsy answers on {url}, to this computer only. Ctrl-C stops it.",
    "sandbox-clients-any": "Clients: any id and secret work, and any four secrets of API v1.",
    "sandbox-clients-one": "Clients: only {client} with its secret; API v1 takes it as its consumer, for any user.",
    "sandbox-clients-user": "Clients: only {client} with its secret; API v1 takes it as its consumer, for the user token {user} only.",
    "sandbox-tokens": "Tokens: each lasts {hours} h.",
    "sandbox-tokens-single": "Tokens: each lasts {hours} h; a new one revokes the previous one.",
    "sandbox-limits": "Quotas: API v2 {v2}; API v1 {v1}.",
    "sandbox-recorded": "Answers: as recorded from the real API.",
    "sandbox-contract": "Answers: as the contract of the API describes them.",
    "sandbox-strict": "Body keys that Sellsy does not know are refused.",
    "sandbox-lenient": "Body keys that Sellsy does not know are ignored.",
    "sandbox-reset": "Emptied {path}.",
    "no-profile": "No profile: run sellsy-etl login.",
    "sandbox-setup-done": "Created: {made}.",
    "no-runs": "No runs yet: import a file with `sellsy-etl import FILE`.",
    "mapping-head": 'Proposed for {file} by its headers and its first {rows} rows. Read it, correct it, then:\n  sellsy-etl check {file} --map {output}\nA column is named by its header or attribute, or cf:CODE for a custom field. A column may carry values (cell: value),\ndates (dmy, mdy, ymd) and decimal ("," or "."); constants give one value to every row, or\nto the blank cells of their column; joins make one column of\nseveral headers (from, with, first: true); splits cut one header into several columns (into, at, rest).',
    "mapping-lacking": "Needed to create records and missing from the file: give a header above, or one value for every row.",
    "mapping-choices": "accepted: {accepted}",
    "mapping-rows": "{rows:row|rows}",
    "mapping-known": "known header",
    "mapping-alike": "similar name or matching content",
    "mapping-accepted": "{percent}% of its values are accepted",
    "mapping-blank": "no value",
    "mapping-split": "a full name, cut at its spaces; rest gets what is left",
    "mapping-ignored": "Not imported. To import one, move it under columns with the name of its column.",
    "mapping-none": "-",
    "mapping-refusing": "Refusals of campaigns and consents, read automatically: a refusal becomes No, nobody is subscribed.",
    "mapping-refused": "No in {column}",
    "mapping-written": "Mapping: {path}. Read and correct it, then: sellsy-etl check {file} --map {path}",
    "mapping-ready": "This is an export of a known system: add --map {name}",
    "head-target": "Sellsy column",
    "head-confidence": "confidence",
    "head-examples": "examples",
    "ask-entity": "Clients, contacts? (nearest: {candidates})",
    "yes-no": "Answer y or n.",
    "confirm": "Write to Sellsy?",
    "bill": "To create: {created:n}, to update: {updated:n}, unchanged: {unchanged:n}, rejected: {rejected:n}. Cost: {calls:API call|API calls}, {minutes:duration}{share}.",
    "bill-share": ", {share:percent} of the day's calls",
    "dry-run-title": "Dry run: nothing was written.",
    "plan-row": "row {row}: {outcome}",
    "plan-change": "    {column}: {old:cell} → {new:cell}",
    "check-ok": "{valid:row|rows} ready to import, of {read:n}.",
    "no-problem": "No problems found.",
    "demo-start": "1. A local Sellsy answers on {url} (fictional account; nothing leaves this computer)",
    "demo-check": "2. sellsy-etl check {path}",
    "demo-import": "3. sellsy-etl import {path}",
    "demo-again": "4. The same file again: nothing is written twice",
    "demo-export": "5. The clients exported to {path}",
    "demo-summary": "Summary",
    "demo-row-first": "import",
    "demo-row-again": "again",
    "demo-row-export": "export",
    "demo-next": "\nOpen {report} (your rows and their results) and {export}.\nTry next:\n  sellsy-etl template client -o clients.xlsx\n  sellsy-etl --sandbox import clients.xlsx --dry-run\n  sellsy-etl runs list",
}

WORDS: dict[str, str] = {
    "too-short": "it has too few digits",
    "too-long": "it has too many digits",
    "not-digits": "it is not a number",
    "not-assigned": "this number is not in use",
    "country-code": "unknown country code",
    "bad-key": "its check digit does not match",
    "bad-length": "it is too short or too long",
    "no-at": "the @ is missing",
    "no-name": "nothing before the @",
    "no-domain": "nothing after the @",
    "no-dot": "the ending, such as .fr, is missing after the @",
    "bad-dots": "a dot is in the wrong place",
    "bad-name": "a character before the @ is not allowed",
    "bad-domain": "what follows the @ is not a domain name",
    "address-too-long": "it is too long",
    "reserved": "this domain receives no mail",
    "malformed": "wrong format",
    "client": "client",
    "prospect": "prospect",
    "supplier": "supplier",
    "company": "company",
    "individual": "individual",
    "address": "address",
    "custom_fields": "custom fields",
    "tags": "smart tags",
    "link": "link",
    "contact": "contact",
    "create": "creation",
    "update": "update",
    "id": "id",
    "siret": "SIRET",
    "siren": "SIREN",
    "email": "e-mail",
    "reference": "reference",
    "name": "name",
    "last_name": "last name",
    "third": "client, prospect or supplier",
    "opportunity": "opportunity",
    "event": "event",
    "task": "task",
    "comment": "comment",
    "parent": "parent comment",
    "called": "name",
    "number": "number",
    "text": "text",
    "sticky_note": "sticky note",
    "agenda": "alerts and recurrence",
    "completion": "completion",
    "source": "source",
    "delete": "deletion",
}
