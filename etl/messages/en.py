"""The English catalogue. See `etl.messages` for the shape; keep the sections in the order of `fr.py`."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "transform-failed": (
        "{name} failed on this row: {said}.",
        "Correct the row, or the function; the other rows were read.",
    ),
    "transform-skipped": (
        "The pipeline's own change left this row out.",
        "Nothing to do, unless it should have been kept.",
    ),
    "row-header-again": (
        "This row repeats the headers of the table: it is no record, and is skipped.",
        "Nothing to do.",
    ),
    "row-total": (
        "This row is a total ({value}): it is no record, and is skipped.",
        "Nothing to do. If it is a record, fill another column, such as the e-mail.",
    ),
    "row-total-declared": (
        "This row is the total row of the Excel table: it is no record, and is skipped.",
        "Nothing to do. If it is a record, untick Total Row in the table's design.",
    ),
    "row-section": (
        "This row only holds a title ({value}): it is no record, and is skipped.",
        "Nothing to do. If it is a record, fill in its name.",
    ),
    "row-total-kept": (
        "{value} looks like a total, but stands amid other rows: it is read as a record.",
        "If it is a total, delete the row.",
    ),
    "row-name-only": (
        "This row holds a name ({value}) and nothing else, where others hold more.",
        "Check that it is no title or total; otherwise, nothing to do.",
    ),
    "legacy-contradicts": (
        "The old id {value} is known as record {known} of Sellsy, but the row says {said}.",
        "Correct one of them, or empty the column that is wrong.",
    ),
    "parent-unknown": (
        "No row with the old id {value} was ever imported to this account.",
        "Import the file that holds it first, or correct the id.",
    ),
    "parent-rejected": (
        "What this row hangs on ({value}) was not imported: {reason} (row {line} of {file}, run {run}).",
        "Correct that row and import it, then this one.",
    ),
    "parent-circle": (
        "This row waits for the row with the old id {value}, which waits for this one or was not written.",
        "A record cannot hang on itself: correct the parents of these rows.",
    ),
    "parent-deleted": (
        "The linked record {value} was deleted in Sellsy since (it was {record}).",
        "Empty the cell, or import that record again with --recreate-deleted.",
    ),
    "legacy-deleted": (
        "{value} was deleted in Sellsy since (it was record {record}).",
        "Nothing was sent. To create it again: --recreate-deleted.",
    ),
    "legacy-recreated": (
        "{value} was deleted in Sellsy since (it was record {record}): a new record takes its place.",
        "Nothing to do, if it may come back.",
    ),
    "parent-foreseen": (
        "The record this row is linked to ({value}) will be created first: row {line} of {file}.",
        "Nothing to do: the link is made once that record is there.",
    ),
    "legacy-foreseen": (
        "The record {value} will be created first: row {line} of {file}. This row then completes it.",
        "Nothing to do: the row is compared with that record once it is there.",
    ),
    # codecs
    "cell-merged": (
        "This cell is merged with that of line {first}, where its value stands.",
        "Unmerge, and write the value on each line that is to have it.",
    ),
    "formula-uncalculated": (
        "The formula was never calculated: its result is not in the file.",
        "Open the workbook in a spreadsheet program and save it.",
    ),
    "excel-error": (
        "The cell holds a spreadsheet error: {value}.",
        "Mend the formula in the spreadsheet, or empty the cell.",
    ),
    "text-control": (
        "The text holds invisible characters that are no text.",
        "Type the cell again.",
    ),
    "text-damaged": (
        "Characters were lost (�) before they came into this file.",
        "Export the original file again as UTF-8, or correct the cell.",
    ),
    "text-double-encoded": (
        "Accents encoded twice: probably “{repaired}”.",
        "Add --repair-encoding to restore them, or correct the file.",
    ),
    "text-encoding-repaired": (
        "Accents encoded twice, restored: “{repaired}”.",
        "Nothing to do if this is the right text; else correct the file and leave --repair-encoding out.",
    ),
    "text-from-date": (
        "The spreadsheet turned this text into a date; {value} will be sent.",
        "If that is not meant, format the column as Text and type the value again.",
    ),
    "text-markup": (
        "Codes of a web page (&amp;, <br>…) were replaced by the text they show.",
        "Nothing to do.",
    ),
    "text-word-kept": (
        '"{value}" is kept as it is: it may be a name.',
        "Empty the cell if the word means nothing.",
    ),
    "text-line-joined": (
        "Line breaks were replaced by spaces: this field has one line.",
        "Nothing to do, unless another layout is wanted.",
    ),
    "text-too-long": (
        "The text has {length} characters; Sellsy takes {limit} at most.",
        "Shorten it to {limit} characters.",
    ),
    "text-too-short": (
        "The text has {length} characters; Sellsy asks for {limit} at least.",
        "Complete it, or empty the cell.",
    ),
    "id-invalid": (
        '"{value}" is not the id of a Sellsy record: those are whole numbers, such as 1234.',
        'Leave it empty, or read a number of your own as another column: --map "HEADER=COLUMN".',
    ),
    "number-invalid": (
        '"{value}" is not a number.',
        "Write it like this: 1234.56.",
    ),
    "number-currency": (
        '"{value}" is not in {currency}, the account\'s currency.',
        "Convert the amount to {currency}, or say the account's currency with --currency.",
    ),
    "number-scientific": (
        '"{value}" is a number shortened by the spreadsheet: digits may be missing.',
        "Format the column as Number and type the number in full.",
    ),
    "number-ambiguous": (
        '"{value}" is ambiguous: the mark may separate thousands or decimals.',
        "Write the number without doubt (1234 or 1.2340), or name the mark with --decimal.",
    ),
    "number-mark": (
        '"{value}" does not use the decimal mark chosen with --decimal.',
        "Correct the number, or the --decimal option.",
    ),
    "number-from-date": (
        "The spreadsheet turned this number into a date: {value}.",
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
        '"{value}" is ambiguous: 1 % or 100 %?',
        'Write "1 %" or "100 %".',
    ),
    "percent-from-fraction": (
        '"{value}" was read as {percent} %.',
        'If that is not meant, write the percentage with its sign, such as "85 %".',
    ),
    "date-unreadable": (
        '"{value}" is not a date we know how to read.',
        "Write it like this: 03/04/2024, 2024-04-03 or 3 April 2024.",
    ),
    "date-order-unclear": (
        "“{value}” reads in two ways, and the other dates of the file do not show which is right.",
        "Say the order: --date-order dmy (day first) or mdy (month first).",
    ),
    "date-impossible": (
        '"{value}" reads as day {day}, month {month}, year {year}: there is no such date.',
        "Correct the date; if the file writes the month or the year first, say --date-order mdy or ymd.",
    ),
    "date-range": (
        "The year {year} is out of range: {first} to {last}.",
        "Correct the year.",
    ),
    "birth-to-come": (
        'The birth date "{value}" is yet to come.',
        "Correct the year.",
    ),
    "birth-year-completed": (
        'The year of "{value}" has two digits only; it was read as {year}.',
        "Write the year with four digits if it is not the right one (a birth is never to come).",
    ),
    "date-year-completed": (
        'The year of "{value}" has two digits only; it was read as {year}.',
        "Write the year with four digits if it is not the right one (69-99 are 1969-1999, 00-68 are 2000-2068).",
    ),
    "date-time-dropped": (
        "This field keeps the day only: {date}, without the time.",
        "Nothing to do if the time does not matter.",
    ),
    "moment-skipped": (
        'The time "{value}" does not exist in Paris: clocks go from 2 to 3 that night.',
        "Correct the time.",
    ),
    "moment-twice": (
        'The time "{value}" comes twice that night in Paris; the first one was taken: {moment}.',
        "For the second one, write the offset: +01:00 at the end.",
    ),
    "phone-invalid": (
        '"{value}" is not a valid phone number (country: {country}): {why}.',
        "Correct the number; outside this country, begin it with + and the country's code, such as +32.",
    ),
    "phone-placeless": (
        '"{value}" is not a valid phone number (no country is known for this row): {why}.',
        "Correct the number; where it is one of another country, begin it with + and the country's code, such as +32.",
    ),
    "phone-destroyed": (
        'Number damaged by Excel: "{value}" lost digits.',
        "Take the number from the original file, with the column formatted as Text.",
    ),
    "phone-zero-restored": (
        "The leading zero, lost by the spreadsheet, was restored: {phone}.",
        "Format the column as Text to keep it.",
    ),
    "phone-zero-if-new": (
        "If the record is new, the leading zero, lost by the spreadsheet, will be restored: {phone}.",
        "An existing record keeps the country of its address; otherwise fill the country column.",
    ),
    "phone-if-new": (
        'If the record is new, "{value}" will be refused: it is not a phone number of its country ({country}).',
        "An existing record keeps the country of its address; otherwise correct it or fill the country column.",
    ),
    "phone-several": (
        "The cell holds several numbers: {numbers}.",
        "Keep one here and put the other into another column, such as Mobile.",
    ),
    "phone-extension": (
        "The number {phone} is followed by an extension: {extension}.",
        "Keep {phone} here and put the extension {extension} into the note.",
    ),
    "phone-text": (
        '"{value}" mixes text with the number.',
        "Keep the number only: {suggestion}.",
    ),
    "email-invalid": (
        '"{value}" is not an e-mail address: {why}.',
        "Write it like this: name@domain.com, or empty the cell.",
    ),
    "email-text": (
        '"{value}" holds more than an e-mail address.',
        "Keep the address only: {suggestion}.",
    ),
    "email-several": (
        "The cell holds several addresses: {emails}.",
        "Keep one only; put the other on a contact.",
    ),
    "email-mailto": (
        'The "mailto:" link was taken off: {email}.',
        "Nothing to do.",
    ),
    "url-invalid": (
        '"{value}" is not the address of a website.',
        "Write it like this: https://www.domain.com, or empty the cell.",
    ),
    "url-unended": (
        'The address "{value}" has no ending, such as .com or .fr.',
        "Complete it, such as https://www.domain.com, or empty the cell.",
    ),
    "url-spaces": (
        'The address "{value}" holds a space.',
        "Keep one address, without spaces.",
    ),
    "url-scheme": (
        'The address begins with "{scheme}:"; only http and https are accepted.',
        "Write it like this: https://www.domain.com.",
    ),
    "url-scheme-added": (
        '"https://" was added: {url}.',
        "Nothing to do, unless the site has no https.",
    ),
    "siren-format": (
        '"{value}" is not a SIREN: it is written with 9 digits only.',
        "Correct it, for example 732829320.",
    ),
    "siren-destroyed": (
        'SIREN damaged by Excel: "{value}" lost digits.',
        "Take the SIREN from the original file, with the column formatted as Text.",
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
        "Keep its first 9 digits here, {suggestion}, and put the SIRET into its own column.",
    ),
    "siret-format": (
        '"{value}" is not a SIRET: it is written with 14 digits only.',
        "Correct it, for example 73282932000074.",
    ),
    "siret-destroyed": (
        'SIRET damaged by Excel: "{value}" lost digits.',
        "Take the SIRET from the original file, with the column formatted as Text.",
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
        "Put it into the SIREN column, or complete it with the 5 digits of the establishment.",
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
        "Take the number from the original file, with the column formatted as Text.",
    ),
    "vat-prefix-added": (
        "The country's code was added to the VAT number: {vat}.",
        "Nothing to do if the country is right.",
    ),
    "vat-prefix-if-new": (
        "If the record is new, the country code will be added to the VAT number: {vat}.",
        "An existing record keeps the country of its address; otherwise fill the country column.",
    ),
    "vat-if-new": (
        'If the record is new, "{value}" will be refused: it is not a VAT number of its country ({country}).',
        "An existing record keeps the country of its address; otherwise correct it or fill the country column.",
    ),
    "vat-text": (
        '"{value}" holds more than a VAT number.',
        "Keep the number only: {suggestion}.",
    ),
    "vat-none": (
        '"{value}" means that there is no VAT number. The cell is read as empty.',
        "Empty the cell to see this warning no more.",
    ),
    "naf-invalid": (
        '"{value}" is not a NAF (APE) code: four digits and a letter.',
        "Write it like this: 4711C.",
    ),
    "naf-text": (
        '"{value}" holds more than a NAF code.',
        "Keep the code only: {suggestion}.",
    ),
    "postal-code-invalid": (
        '"{value}" is not a postal code: 2 to 30 letters and digits.',
        "Correct it, or empty the cell.",
    ),
    "postal-code-french": (
        '"{value}" is not a French postal code: it has 5 digits.',
        "Correct it; if the address is abroad, fill the country column.",
    ),
    "postal-code-text": (
        '"{value}" holds more than a postal code.',
        "Keep {suggestion} here and put the rest into the city.",
    ),
    "postal-code-zero-restored": (
        "The leading zero, lost by the spreadsheet, was restored: {postal_code}.",
        "Format the column as Text to keep it; abroad, fill the country column.",
    ),
    "postal-code-zero-if-new": (
        "If the record is new, the leading zero, lost by the spreadsheet, will be restored: {postal_code} (country: {country}).",
        "An existing address keeps its country; otherwise fill the country column.",
    ),
    "postal-code-if-new": (
        'If the record is new, "{value}" will be refused: it is not a postal code of its country ({country}).',
        "An existing address keeps its country; otherwise correct it or fill the country column.",
    ),
    "postal-code-country": (
        '"{value}" is not a postal code of this country: {country}.',
        "Correct the postal code or the country.",
    ),
    "postal-code-record": (
        '"{value}" is not a postal code of the country of the record: {country}.',
        "If the address moved to another country, fill the country column.",
    ),
    "country-unknown": (
        '"{value}" is not a country we know.',
        "Write its name (Germany) or its code (DE).",
    ),
    "country-several": (
        'Several countries are named "{value}": {found}.',
        "Write the full name or the code.",
    ),
    "country-near": (
        '"{value}" is not a country we know.',
        "Did you mean {suggestion}?",
    ),
    "country-nothing": (
        '"{value}" names no country here. The cell is read as empty.',
        "Empty the cell, or write the full name of the country.",
    ),
    "country-beside": (
        'The country "{value}" does not go with the postal code {postal_code}.',
        "Write the full name of the country, or correct the postal code.",
    ),
    "country-overseas": (
        '"{value}" does not say which overseas territory.',
        "Write its name (Guadeloupe, Réunion...) or its code (GP, RE).",
    ),
    "country-territory": (
        '"{value}" is read as the territory of the postal code: {country}.',
        "Write the name of the territory to see this warning no more.",
    ),
    "choice-unknown": (
        '"{value}" is not an accepted value.',
        "Choose among: {accepted}.",
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
        '"{value}" means neither yes nor no.',
        "Choose among: {accepted}.",
    ),
    "refusal-unknown": (
        '"{value}" does not say whether campaigns are refused.',
        "Choose among: {accepted}; or say what it means in a mapping (values:).",
    ),
    # entities
    "opportunity-unnamed": (
        "An opportunity needs a name.",
        "Fill in its name, its number or its Sellsy id.",
    ),
    "title-missing": (
        "The row has no title.",
        "Fill in the title, or the Sellsy id of an existing record.",
    ),
    "text-missing": (
        "A comment needs a text.",
        "Fill in the text, or the Sellsy id of an existing comment.",
    ),
    "end-before-start": (
        "It ends before it begins.",
        "Correct one of the two dates; day and month are never swapped for you.",
    ),
    "recurrence-two-ends": (
        "The recurrence has both a count and an end date.",
        "Keep one of the two.",
    ),
    "recurrence-no-frequency": (
        "The recurrence does not say how often.",
        "Fill in the recurrence: daily, weekly, monthly or yearly.",
    ),
    "client-type-missing": (
        "The row does not say company or individual.",
        "Write company or individual in the column {column}.",
    ),
    "name-missing": (
        "A company needs a name.",
        "Fill in the company name, or the Sellsy id of an existing record.",
    ),
    "last-name-missing": (
        "A person needs a last name.",
        "Fill in the last name, or the Sellsy id of an existing record.",
    ),
    "siret-siren-differ": (
        "The SIRET does not begin with the row's SIREN.",
        "Correct the one that is wrong: a SIRET is the SIREN and 5 more digits.",
    ),
    "vat-siren-differ": (
        "The French VAT number is not that of the row's SIREN or SIRET.",
        "Correct the one that is wrong: a French VAT number ends with the SIREN.",
    ),
    "person-name-missing": (
        "The contact person needs a last name.",
        "Fill in “{needed}”, or empty the other contact columns.",
    ),
    "address-lacks-line-1": (
        "The address lacks its first line.",
        "Fill in number and street (“{needed}”), or empty the whole address.",
    ),
    "address-lacks-postal-code": (
        "The address lacks its postal code.",
        "Fill in “{needed}”, or empty the whole address.",
    ),
    "address-lacks-city": (
        "The address lacks its city.",
        "Fill in “{needed}”, or empty the whole address.",
    ),
    "not-applicable": (
        "This column does not apply to the row's type ({variant}); its value is not sent.",
        "Empty the cell, or correct the client type.",
    ),
    # engine
    "not-cleared": (
        "These columns are empty and the record keeps them: Sellsy does not clear them ({columns}).",
        "Write another value, or change the record in Sellsy.",
    ),
    "not-clearable": (
        "This field always holds something in Sellsy: it cannot be cleared.",
        "Write another value, or leave the cell empty to keep the present one.",
    ),
    "reconcile-several": (
        "Sellsy holds several records that may be what this row wrote: {records}.",
        "Compare them (`sellsy-etl call GET PATH` shows each), keep one, then run `sellsy-etl runs resume` again.",
    ),
    "reconcile-waits": (
        "This row hangs on a row whose outcome is unknown: nothing more was sent.",
        "Settle that row first, then run `sellsy-etl runs resume` again.",
    ),
    "links-several": (
        "The row hangs on several records ({columns}); Sellsy takes one.",
        "Keep one of these cells and empty the others.",
    ),
    "related-fixed": (
        "The comment {record} is on another record; a comment cannot be moved.",
        "Leave its id empty to write it again on this record.",
    ),
    "v1-without": (
        "API v1 writes this record and does not take: {columns}.",
        "Fill these in Sellsy, or leave out the columns that need API v1.",
    ),
    "tags-cleared": (
        "Smart tags are added to those there are, not taken away.",
        "Empty the cell to keep the tags, or import with --tags replace.",
    ),
    "undo-edited": (
        "{record}: changed since; the run wrote “{wrote}”, Sellsy holds “{now}”.",
        "Kept as it is; --force takes it back all the same.",
    ),
    "undo-hung": (
        "{record}: somebody added to it since: {added}.",
        "The record is kept; --force deletes it all the same, and what hangs on it with it.",
    ),
    "undo-kept-with": (
        "{record} is kept with {with}, which was changed since.",
        "Delete it in Sellsy, or undo with --force.",
    ),
    "undo-unsure": (
        "Sellsy holds several records that may be what this row wrote: nothing is guessed, none is deleted.",
        "Compare them in Sellsy and delete by hand.",
    ),
    "undo-gone": (
        "{record} is not in Sellsy any more.",
        "Nothing is left to do.",
    ),
    "undo-not-emptied": (
        "{record}: this field was empty before the run, and Sellsy does not let it be emptied.",
        "It is kept; correct it in Sellsy.",
    ),
    "undo-tags-unsure": (
        "Without the scope api-v1, tags are taken off by sending the others, which some accounts add instead: {tags}.",
        "Check the record, or tick the scope api-v1 of the access and undo again.",
    ),
    "undo-source-stays": (
        "The source “{name}”, which the run created, stays: it is a setting of the account.",
        "Remove it in Sellsy's settings.",
    ),
    "undo-no-image": (
        "What was deleted was not kept whole: it cannot come back.",
        "Create it again by hand.",
    ),
    "undo-link-lost": (
        "The link with {record} does not come back.",
        "Link them again in Sellsy.",
    ),
    "recreated-third": (
        "{record} comes back under a new id, without its comments, documents, e-mails, files, history, consents, nor the opportunities, tasks and events that hung on it.",
        "Link by hand what names the old id.",
    ),
    "recreated-opportunity": (
        "{record} comes back under a new id, without its comments, documents, files, history of steps, nor the tasks and events that hung on it.",
        "Link by hand what names the old id.",
    ),
    "recreated-event": (
        "{record} comes back under a new id, without the answers of its guests, its meeting link, nor its place in other calendars.",
        "Invite again where needed.",
    ),
    "recreated-task": (
        "{record} comes back under a new id, without its comments and history.",
        "Comment again where needed.",
    ),
    "recreated-comment": (
        "{record} comes back under a new id, written by the owner of the access, without the answers of others, mentions and tracked time.",
        "Nothing else to do.",
    ),
    "declined": (
        "Not sent: the plan was declined.",
        "Import the file again to send it.",
    ),
    "plan-drifted": (
        "The record changed since it was planned: {field} was “{then}”, is “{now}” now.",
        "Nothing was sent for this row: plan again.",
    ),
    "plan-record": (
        "This row is another record than when it was planned: {then} then, {now} now (∅: none).",
        "Nothing was sent for this row: plan again.",
    ),
    "plan-writes": (
        "What surrounds the record changed since it was planned: what would be sent is not what was planned.",
        "Nothing was sent for this row: plan again.",
    ),
    "plan-needs": (
        "This row depends on a row whose record changed since it was planned.",
        "Nothing was sent for this row: plan again.",
    ),
    "plan-waits": (
        "This row depends on a record that this same file creates: it cannot be planned yet.",
        "Apply the plan, then plan the file again.",
    ),
    "undone": (
        "Never sent: this run was undone before all of it was.",
        "Import the file again to send it.",
    ),
    "taken-over": (
        "This run was closed before all of this row was sent: a later run on the same file took it over.",
        "See what that run says of it: `sellsy-etl runs list`.",
    ),
    "verify-unknown": (
        "It is not known what Sellsy did of this row.",
        "`sellsy-etl runs resume` looks it up and settles it; then verify again.",
    ),
    "verify-unread": (
        "The record could not be read: {said}.",
        "Verify again later.",
    ),
    "not-done": (
        "The write surely did not happen: Sellsy has nothing of it.",
        "`sellsy-etl runs retry` does it again.",
    ),
    "parent-failed": (
        "Not sent: the record it belongs to was refused.",
        "Correct that row first, then import this one again.",
    ),
    "match-several": (
        "Several records have this {key}: {records}.",
        "Put the Sellsy id of the right one in the id column, or merge them in Sellsy.",
    ),
    "match-doubtful": (
        "This may be record {records}: the same {key}, but nothing else says so.",
        "If it is, put its Sellsy id in the id column, or choose --match {match} or --on-doubt update; if not, --on-doubt create.",
    ),
    "match-contradicts": (
        "The keys of this row are those of different records: {records}.",
        "Correct the key that is wrong, or merge the records in Sellsy.",
    ),
    "match-no-key": (
        "None of the columns that find records is filled in this row.",
        "Fill one of them, leave --match out, or choose --mode create.",
    ),
    "match-archived": (
        "Record {record} is archived in Sellsy.",
        "Nothing to do if that is meant; else take it out of the archives.",
    ),
    "match-beside": (
        "A new record, although {record} has the same name or key: the row says another record.",
        "If they are the same, put the Sellsy id in the id column and import again, after `runs undo`.",
    ),
    "link-doubtful": (
        "The linked record may be {records}: the same {key}, but nothing else says so.",
        "Name it by its Sellsy id, or correct the {key}.",
    ),
    "match-id-unknown": (
        "No record has the id {value}.",
        "Correct the id, or empty the cell to create the record.",
    ),
    "address-unknown": (
        "The record has no address with the id {value}.",
        "Correct the id, or empty the cell: the address is then looked up by its content, then by its role.",
    ),
    "lookup-unknown": (
        "The account has no {column} named “{value}”.",
        "Choose one of: {accepted}.",
    ),
    "lookup-several": (
        "Several have the name “{value}”: {found}.",
        "Use what tells them apart: the e-mail of a person, the pipeline of a step.",
    ),
    "custom-value": (
        "“{value}” is not a value of this custom field.",
        "Write it as: {accepted}.",
    ),
    "custom-mandatory": (
        "This custom field is mandatory in Sellsy: it cannot be cleared.",
        "Fill in the cell.",
    ),
    "custom-too-few": (
        "{length} values; this custom field asks for {limit} at least.",
        "Complete the cell, or empty it.",
    ),
    "custom-too-many": (
        "{length} values; this custom field takes {limit} at most.",
        "Remove values.",
    ),
    "custom-too-early": (
        "“{value}” is too early: this custom field begins at {limit}.",
        "Correct the cell.",
    ),
    "custom-too-late": (
        "“{value}” is too late: this custom field ends at {limit}.",
        "Correct the cell.",
    ),
    "duplicate-in-file": (
        "Rows {rows} have the same {key}.",
        "Keep one of these rows; the others would overwrite it.",
    ),
    "rows-contradict": (
        "Rows {rows} are one contact of several companies, but their {column} differs.",
        "Write the same {column} in these rows, or in one of them only.",
    ),
    "roles-several": (
        "{column}: the row lists several companies and does not say of which.",
        "Name that company in the column of its name or id, the others in the list.",
    ),
    "same-record": (
        "Row {first} already is record {record}.",
        "Keep one of the two rows.",
    ),
    "same-creation": (
        "Row {first} already creates this record: the same {key}, the same linked record.",
        "Keep one of the two rows.",
    ),
    "kind-differs": (
        "Record {record} is a {held}, the row says {wanted}.",
        "Correct the row's type, or convert the record in Sellsy first (a supplier cannot be converted).",
    ),
    "creation-lacks": (
        "No record matches, and a new one cannot be created without: {missing}.",
        "Fill in the missing column, or correct the match key.",
    ),
    "already-there": (
        "Record {record} exists already.",
        "Nothing was sent; use --mode upsert to update it.",
    ),
    "not-there": (
        "No record matches.",
        "Nothing was sent; use --mode upsert to create it.",
    ),
    "link-unknown": (
        "No {target} matches {value}.",
        "Import it first, or correct the cell.",
    ),
    "refused": (
        "Sellsy refused: {said}",
        "Correct the cell and import the row again.",
    ),
    "refused-after": (
        "The record was written (id {record}), but Sellsy refused its {part}: {said}",
        "Correct the cell and import the row again: the record will be completed.",
    ),
    "outcome-unknown": (
        "Sent, but no trustworthy answer came: {said}",
        "Import the same file again: rows are matched first, what was written is found.",
    ),
    "row-quotes-broken": (
        "The quotes of this line can be read in several ways, or in none.",
        'Put quotes around the cell and double those of the text: "Le ""Petit"" Bistro".',
    ),
    "row-quotes-backslash": (
        'Quotes of the text read without their backslash: \\" is read as ".',
        "Nothing to do if the record is right.",
    ),
    "row-quotes-inner": (
        "Quotes of the text read as they are written, without being doubled.",
        "Nothing to do if the record is right.",
    ),
    "row-delimiter": (
        "This line is cut by “{other}”, the table by “{mark}”.",
        "Write every line with the same delimiter.",
    ),
    "row-ragged": (
        "The row has {extra} cells more than there are headers.",
        "A comma or semicolon inside a cell needs quotes around the cell.",
    ),
}

ERRORS: dict[str, tuple[str, str]] = {
    "sandbox-copy": (
        "The local Sellsy refuses what was copied: {said}.",
        "Please report this, with the command you ran.",
    ),
    "init-unknown": (
        "There is no ready pipeline “{name}”.",
        "There are: {accepted}.",
    ),
    "init-taken": (
        "{folder} already has: {files}.",
        "Nothing was written. Choose another folder, or move these files.",
    ),
    "undo-whole-nothing": (
        "No step of the pipeline {run} wrote anything.",
        "There is nothing to undo; `sellsy-etl runs show {run}` shows what it did.",
    ),
    "pipeline-needs": (
        "{path}, line {line}: there is no step {name} to need.",
        "Its other steps are: {accepted}.",
    ),
    "pipeline-step-name": (
        "{path}, line {line}: {name} is no name of a step.",
        "Letters, digits, _ and -, a letter first.",
    ),
    "document-unreadable": (
        "{path} cannot be read: {said}.",
        "Check the name and the rights of the file; it is YAML, saved as UTF-8.",
    ),
    "document-large": (
        "{path} is larger than {limit} bytes.",
        "Such a file is written by a person: check that it is the right one.",
    ),
    "document-empty": (
        "{path} says nothing.",
        "Check that it is the right file, and saved.",
    ),
    "document-yaml": (
        "{path}, line {line}: this is not YAML ({said}).",
        "Check quotes, colons and the spaces at the beginning of the line.",
    ),
    "document-alias": (
        "{path}, line {line}: YAML aliases (*name) are not taken.",
        "Write the value itself.",
    ),
    "document-doubled": (
        "{path}, line {line}: “{place}” stands there already, on line {first}.",
        "Keep one of them.",
    ),
    "document-key": (
        "{path}, line {line}: {place} is not a key that is known there. Other faults on lines: {others}.",
        "Accepted: {accepted}.",
    ),
    "document-missing": (
        "{path}, line {line}: {place} is missing. Other faults on lines: {others}.",
        "Add the key {accepted}.",
    ),
    "document-value": (
        "{path}, line {line}: {place}: “{value}” is not accepted. Other faults on lines: {others}.",
        "Accepted: {accepted}.",
    ),
    "schedule-cron": (
        "{path}: the schedule {value} is not five fields of cron ({said}).",
        "Write minute hour day month weekday, such as `0 6 * * 1-5`, or @daily.",
    ),
    "schedule-zone": (
        "{path}: there is no time zone {value}.",
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
        "{name} answered a column {header} that {path} does not have.",
        "It may change these: {headers}. For a column that the file lacks, write it in the mapping's constants.",
    ),
    "pipeline-circle": (
        "The steps of {path} need each other in a circle: {steps}.",
        "Take one of these needs away.",
    ),
    "pipeline-parameter": (
        "{path} has no parameter {name}.",
        "Its parameters are: {accepted}.",
    ),
    "pipeline-variable": (
        "{path}, line {line}: there is no parameter nor variable {name}.",
        "Declare it under parameters, say it with --set {name}=..., or set the variable; write $$ for a dollar sign.",
    ),
    "pipeline-step": (
        "{path} has no step {step}.",
        "Its steps are: {accepted}.",
    ),
    "pipeline-no-files": (
        "Step {step} of {path}: no file is there for {pattern}.",
        "Put the file there, correct the path, or write `optional: true`.",
    ),
    "pipeline-changed": (
        "{path} was changed since the run {run} began.",
        "Run it again: what is done already is found, and not written twice.",
    ),
    "pipeline-gone": (
        "{path}, the pipeline of the run {run}, is not there any more.",
        "Put it back, or undo the run.",
    ),
    "pipeline-call-unknown": (
        "Step {step} made a call whose answer was lost; nobody knows whether Sellsy did it.",
        "Look in Sellsy, then run the pipeline from the next step: --from {next}.",
    ),
    # settings
    "keyring-none": (
        "No keyring of this system works ({said}): the secret was not kept.",
        "Set SELLSY_CLIENT_SECRET instead, or add --insecure-file to keep it in a file that you alone can read.",
    ),
    "credentials-missing": (
        "No Sellsy credentials (profile: {profile}).",
        "Keep an access: `sellsy-etl login`; or set SELLSY_CLIENT_ID and SELLSY_CLIENT_SECRET, or write a profile in {config}; without an account, add --sandbox: `sellsy-etl --sandbox import FILE`.",
    ),
    "profile-unknown": (
        "There is no profile “{profile}”.",
        "Known profiles: {accepted}; they are in {config}.",
    ),
    "profile-keys": (
        "The profile “{profile}” has unknown keys: {unknown}.",
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
        "Log in again: `sellsy-etl login` (--profile, --browser as before); or set SELLSY_CLIENT_SECRET, or write client_secret in {config}.",
    ),
    "config-malformed": (
        "{path}, line {line}: this is not TOML.",
        'Write for example [profiles.main] and, below, client_id = "..." (texts between quotes).',
    ),
    "url-unsafe": (
        "The setting {name} is not an https:// address.",
        "The secret and the data travel there: write https://... (http:// is accepted for 127.0.0.1 only, and no user name in the address).",
    ),
    # sheets
    "file-absent": (
        "{path}: there is no such file.",
        "Check the path.",
    ),
    "file-directory": (
        "{path} is a folder.",
        "Name a file in it.",
    ),
    "file-empty": (
        "{path} is empty.",
        "Check that it was saved, and that the right sheet holds the data.",
    ),
    "file-unreadable": (
        "{path} cannot be read: {said}.",
        "Check its permissions, or close the program that holds it.",
    ),
    "delimiter-shape": (
        "“{value}” is no delimiter: it takes one character.",
        "Write for example --delimiter ';' or --delimiter ','.",
    ),
    "encoding-lacks": (
        "The encoding {encoding} cannot write “{text}”.",
        "Keep the default encoding (UTF-8 with BOM), or take another that can.",
    ),
    "extra-missing": (
        "{what} needs {library}, which is not installed.",
        "Install it: pip install 'sellsy-etl[{extra}]'",
    ),
    "output-format": (
        "{target}: “{format}” is no output format.",
        "Formats: {accepted}. Choose the suffix, or --format.",
    ),
    "parquet-type": (
        "The column “{column}” has a value that is not of its type ({kind}): {said}.",
        "Export without that column (--columns), or to xlsx, csv or jsonl.",
    ),
    "place-unknown": (
        "{target}: that address leads nowhere ({said}).",
        "Check how the address begins (s3://, gs://, sftp://…) and install the library it needs.",
    ),
    "sheet-full": (
        "The sheet “{sheet}” has more than {rows} rows, which no workbook holds.",
        "Export without --fast (the rest goes to another sheet), or to csv or parquet.",
    ),
    "deleted-stdout": (
        "What is gone cannot follow on standard output.",
        "Give a file to -o.",
    ),
    "export-needs-last": (
        "{option} needs --since last: it is the export before that is compared with.",
        "Add --since last.",
    ),
    "output-one-sheet": (
        "A {format} file holds one sheet only.",
        "Give a folder (-o folder/ --format {format}), or an xlsx or ods workbook.",
    ),
    "scan-incomplete": (
        "{path}: Sellsy counts {total} records and gave {found}, even after several readings. Nothing was written.",
        "Run the export again; if it happens again, narrow it with --where.",
    ),
    "since-limit": (
        "--limit would leave records out that --since last would take for exported.",
        "Leave one of the two out.",
    ),
    "since-shape": (
        "“{value}” is neither “last” nor a date nor a time ago.",
        "Write for example last, 2026-11-01, 30d, 12h or 2w.",
    ),
    "since-unknown": (
        "Sellsy does not tell when a record ({entity}) was changed: no date can sort it out.",
        "Take --since last, which compares with the export before, or --where created=2026-11-01..",
    ),
    "file-unwritable": (
        "{path} cannot be written: {said}.",
        "Choose another place, or close the program that holds it.",
    ),
    "output-unwritable": (
        "What was to be printed cannot be written: {said}.",
        "Send the output somewhere else. A run that had begun is in the journal: sellsy-etl runs list shows it.",
    ),
    "columns-many": (
        "{path}, line {line}: {count} columns, far more than any record has fields ({limit} at most).",
        "Keep the columns that matter, or turn the table round if its records are its columns.",
    ),
    "file-special": (
        "{path} is a pipe, a socket or a device: it can be read once at most, and a table is read several times.",
        "Send it through standard input: sellsy-etl import - < {path}, or save it as a file.",
    ),
    "suffix-wrong": (
        "{path} is named {said} but its content is {found}.",
        "Open it in a spreadsheet program and save it as .xlsx, or rename it to what it is.",
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
        "{path} unfolds to {size}, far more than a table needs.",
        "If it is yours, save its data alone as CSV.",
    ),
    "workbook-parts": (
        "{path} holds {count} files, far more than a workbook has.",
        "If it is yours, save its data alone as CSV.",
    ),
    "workbook-entities": (
        "{path} declares XML entities ({member}), which no spreadsheet program writes.",
        "Open it in a spreadsheet program and save it again, or ask for it again.",
    ),
    "sheet-sparse": (
        "{path}: a sheet spans {area} cells for {filled} filled ones.",
        "Stray cells stand far from the table: delete them, or copy the table into a new workbook.",
    ),
    "cell-too-long": (
        "{path}: a cell holds more than {limit} characters ({member}).",
        "A spreadsheet takes 32,767: shorten it.",
    ),
    "tables-several": (
        "{path}: another table begins on line {line} ({headers}), below that of line {first}.",
        "Choose one with --header-row {first} or --header-row {line}, or put each in its own sheet.",
    ),
    "rows-hidden": (
        "{path}: hidden lines ({count}), often by a filter: {rows}.",
        "Say whether they are read: --hidden include, or left out: --hidden skip.",
    ),
    "file-foreign": (
        "{path} is no table that can be read ({found}).",
        "Save the table as .xlsx or CSV; unpack an archive first.",
    ),
    "input-too-large": (
        "Standard input is larger than {size}.",
        "Give a file instead of -, or cut the data.",
    ),
    "gzip-broken": (
        "{path} is damaged or cut short: {said}.",
        "Pack it again, or give the unpacked file.",
    ),
    "gzip-bomb": (
        "{path} unfolds to more than {size}, far more than a table needs.",
        "If it is yours, unpack it and give the unpacked file.",
    ),
    "jsonl-broken": (
        "{path}, line {line}: this is no JSON object ({said}).",
        'Write one object a line, for example {{"Nom société": "Garnier"}}.',
    ),
    "encoding-mixed": (
        "{path} mixes two encodings: line {other} is UTF-8, line {line} is not.",
        "Correct line {line} and save it all as UTF-8; or say the encoding with --encoding.",
    ),
    "sheet-absent": (
        "{path} has no sheet “{sheet}”.",
        "Its sheets are: {accepted}.",
    ),
    "sheets-hidden": (
        "{path} has no visible sheet.",
        "Hidden ones are read only when named: --sheet; they are: {accepted}.",
    ),
    "table-empty": (
        "{path} has headers on line {line} and no row below.",
        "Check that the right file and sheet are used.",
    ),
    "header-row-absent": (
        "{path}: line {line} holds no headers.",
        "Give the line that does with --header-row.",
    ),
    "headers-doubled": (
        "{path}, line {line}: the header “{header}” stands in columns {first} and {second}.",
        "Rename or remove one of them.",
    ),
    "nul-bytes": (
        "{path} holds NUL bytes (line {line}): it is no text table.",
        "Save it again as CSV (UTF-8), or as .xlsx.",
    ),
    "field-too-long": (
        "{path}, line {line}: a field is longer than {limit} characters.",
        "A quote is probably never closed: correct that line.",
    ),
    "csv-broken": (
        "{path}, line {line}: {said}.",
        "Correct that line (quotes, delimiter), or say the delimiter with --delimiter.",
    ),
    "csv-quote-open": (
        "{path}, line {line}: a quote opens and is not closed as it should be.",
        'Correct that line: close the quote or take it away, double those of the text ("").',
    ),
    "csv-quote-covers": (
        "{path}, line {line}: a quote opens and covers line {row}, which looks like a row of the table.",
        "Take that quote away, or close it on its line.",
    ),
    "csv-delimiters-two": (
        "{path}: the header (line {line}) is cut by “{mark}”, the rows (from line {row} on) by “{other}”.",
        "Write the header and the rows with the same delimiter.",
    ),
    "headers-double-encoded": (
        "{path}, line {line}: the header “{header}” is encoded twice, probably “{repaired}”.",
        "Add --repair-encoding to restore the accents, or correct the file.",
    ),
    "encoding-asked": (
        "{path}, line {line}: which encoding? nobody writes “{cp1252}”.",
        (
            "--encoding iso8859-15 reads it “{iso8859_15}”, --encoding cp1250 “{cp1250}”, --encoding cp850 “{cp850}”,"
            " --encoding mac_roman “{mac_roman}”. Say the right one, or correct that line."
        ),
    ),
    "encoding-unknown": (
        "“{encoding}” is no encoding ({path}).",
        "Common ones: utf-8, cp1252, latin-1, utf-16.",
    ),
    "encoding-wrong": (
        "{path}, line {line} is not {encoding}.",
        "Say the right one with --encoding, or leave it to be detected.",
    ),
    # sellsy
    "login-port": (
        "The port {port} cannot be listened on: {said}.",
        "Choose another with --port, and list its address in the access of the portal.",
    ),
    "login-timeout": (
        "Nobody came back from the browser within {seconds} s.",
        "Run the same command again and accept the access in the browser.",
    ),
    "login-state": (
        "The browser came back with the answer to another request.",
        "Run the same command again; if it happens again, another program uses this port.",
    ),
    "login-denied": (
        "The access was refused: {said}.",
        "Accept it in the browser; the portal's access must list the redirect address.",
    ),
    "api-unreachable": (
        "Sellsy cannot be reached ({path}): {said}.",
        "Check the network, then run the same command again: what was sent is journalled, nothing is written twice.",
    ),
    "api-no-answer": (
        "No trustworthy answer to {method} {path}: {said}.",
        "Run the same command again: records are matched first, what was written is found.",
    ),
    "api-server": (
        "Sellsy answered {status} to {method} {path}. {said}",
        "Wait a little, then run the same command again.",
    ),
    "api-refused": (
        "Sellsy refused {method} {path} ({status}): {said}",
        "Correct what it names.",
    ),
    "api-quota": (
        "Sellsy keeps answering that the quota is used up ({method} {path}).",
        "Another program may use the same access; wait, then run the same command again.",
    ),
    "api-unauthorised": (
        "Sellsy refuses the access (401) on {method} {path}. {said}",
        "Check SELLSY_CLIENT_ID and SELLSY_CLIENT_SECRET; another program on the same access revokes its token: make one access for each. Then run the same command again.",
    ),
    "api-payment": (
        "The account's plan or licence does not allow {method} {path} (402). {said}",
        "Have the owner of the access check the licence in Sellsy, then run the same command again.",
    ),
    "api-forbidden": (
        "The access has no right to {method} {path} (403). {said}",
        "Add the scope to the access in Sellsy (Settings > Developer portal), then run the same command again.",
    ),
    "api-cursor": (
        "Sellsy gave the same page twice on {path}.",
        "Run the same command again; if it happens again, tell Sellsy's support.",
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
        "The login server's answer is no token ({status}, {path}).",
        "Check SELLSY_LOGIN_URL, or wait and run the same command again.",
    ),
    "quota-day": (
        "The day's API calls are used up ({remaining} left).",
        "Run the same command again tomorrow: rows already written are left alone.",
    ),
    "quota-wait": (
        "Sellsy asks to wait {seconds} s before the next call.",
        "Run the same command again then: rows already written are left alone.",
    ),
    "api-dns": (
        "The address of Sellsy cannot be found ({path}): {said}.",
        "Check the network and SELLSY_API_URL, then run the same command again: nothing was sent.",
    ),
    "api-tls": (
        "The connection to Sellsy is not secure ({path}): {said}.",
        "A company proxy often signs with its own certificate: name it in SSL_CERT_FILE, then run the same command again. Nothing was sent.",
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
        "{method} {path} was sent elsewhere ({status}), and the access is not shown to another address. {said}",
        "Check SELLSY_API_URL and SELLSY_V1_URL; through a proxy, log in to it first.",
    ),
    "api-read": (
        "{method} {path} was tried several times and never answered as it should: {said}.",
        "Sellsy may be under maintenance; wait, then run the same command again. Nothing was changed by this call.",
    ),
    "api-odd": (
        "The answer to {path} cannot be used: its field {key} is not what Sellsy documents.",
        "Run the same command again; if it happens again, report this message to Sellsy's support.",
    ),
    "api-unexpected": (
        "The answer to {path} is no list of records.",
        "Check SELLSY_API_URL; if it is right, report this message.",
    ),
    "batch-short": (
        "Sellsy's answer leaves out {method} {path}.",
        "Run the same command again: records are matched first, what was written is found.",
    ),
    "batch-parent-failed": (
        "{method} {path} was not sent: the record it needs was not written.",
        "Correct that record first, then import this row again.",
    ),
    "quota-month": (
        "The month's API calls are used up ({remaining} left).",
        "Wait for next month, or have Sellsy raise the limit; rows already written are left alone.",
    ),
    # journal
    "journal-full": (
        "The disk that holds the journal {where} is full.",
        (
            "Free some space, then `sellsy-etl runs resume last` completes the run: nothing was sent that is not "
            "in the journal."
        ),
    ),
    "journal-busy": (
        "The journal {where} is in use by another program, which did not let go in time.",
        (
            "Close the program that has the file open (another sellsy-etl, a database viewer, a backup), "
            "then try again."
        ),
    ),
    "journal-corrupt": (
        "The journal {where} is damaged: {said}.",
        (
            "Put back a copy from your backup, or choose another file for the journal. A file on a network "
            "share or in a "
            "synchronised folder is damaged easily: keep it on a local disk."
        ),
    ),
    "journal-behind": (
        "The journal {where} has lost its last {lost} sends to Sellsy: its -wal file was cut or deleted, or an old backup was put back.",
        "Nothing was sent. Rename this file, then import again, first with --dry-run: what exists in Sellsy already is found.",
    ),
    "journal-foreign": (
        "{where} is not a journal of sellsy-etl.",
        "Choose a file that does not exist yet, or an empty database; this one was left as it is.",
    ),
    "journal-newer": (
        (
            "The journal {where} was written by a newer version of sellsy-etl (format {found}, this one "
            "knows {known})."
        ),
        "Update the program: pip install --upgrade sellsy-etl. The journal was left as it is.",
    ),
    "journal-denied": (
        "The journal {where} cannot be opened or written: {said}.",
        "Check that this user may write the file and its folder, or choose another file for the journal.",
    ),
    "journal-disk": (
        "The disk failed while the journal {where} was read or written: {said}.",
        (
            "Check the disk and its free space; keep the journal on a local disk. Then `sellsy-etl runs resume "
            "last` completes the run: nothing was sent that is not in the journal."
        ),
    ),
    "journal-unreachable": (
        "The database of the journal {where} cannot be reached: {said}.",
        "Check the address, the user and the password of the database, and that it runs.",
    ),
    "journal-contradiction": (
        "The journal {where} refused to record something twice, or for a row it does not know: {said}.",
        "Nothing of it was kept. Please report this, with the command you ran and this message.",
    ),
    "journal-failed": (
        "The journal {where} failed: {said}.",
        "Try again; if it fails the same way, report this message.",
    ),
    "journal-url": (
        "The address of the journal is not one that sellsy-etl knows.",
        "Give a file path, sqlite:///path/to/journal.db or postgresql://user@server/database.",
    ),
    "journal-driver": (
        "The journal {where} needs the Python package {driver}, which is not installed.",
        'Install it: pip install "psycopg[binary]". A journal in a file (SQLite) needs nothing more.',
    ),
    "journal-row-missing": (
        "The journal has only {found} of the {expected} entries to update in run {run}.",
        "Nothing of it was kept. Please report this, with the command you ran and this message.",
    ),
    "journal-run-held": (
        "Process {pid} on {host} has been working on run {run} since {since}.",
        "Wait for it to end, or stop it, then try again.",
    ),
    "journal-export-held": (
        "This export is already under way (process {pid} on {host}, since {since}).",
        "Wait until it ends, or stop it.",
    ),
    "journal-account-held": (
        "Process {pid} on {host} has been writing to the account {account} since {since}.",
        "Wait for it to end, or stop it: two runs at once could create the same record twice.",
    ),
    "journal-unbalanced": (
        "The run {run} read {read} rows, but only {settled} have an outcome.",
        "`sellsy-etl runs resume {run}` completes it. Please report this, with the command you ran.",
    ),
    "run-other-account": (
        "The run {run} was made on {account}, not on {used}.",
        "Name the profile of that account with --profile, or --sandbox if it was the local Sellsy.",
    ),
    "run-unknown": (
        "There is no run {run} in the journal.",
        "Choose one of these: {known}, or last. sellsy-etl runs list shows them all.",
    ),
    "run-ambiguous": (
        "Several runs match {run}.",
        "Give the whole identifier: {found}.",
    ),
    "run-none": (
        "There is no run {run}: the journal is empty.",
        "Import a file first, or check that this is the right profile and the right journal.",
    ),
    # engine
    "child-unfinished": (
        "Run {child}, which is about {run}, did not finish.",
        "Complete it: `sellsy-etl runs resume {child}`.",
    ),
    "plan-foreign": (
        "{path} is no plan: `sellsy-etl plan` writes them.",
        "Give the workbook that `sellsy-etl plan FILE -o PLAN.xlsx` wrote, with its summary sheet.",
    ),
    "plan-edited": (
        "The lines of the plan {path} were edited: they are not what was planned any more ({run}).",
        "Undo the edits, or correct the source file and plan it again. Sorting the lines is allowed.",
    ),
    "plan-unfit": (
        "The plan {path} does not fit what the journal holds of {run}.",
        "Plan again: nothing was sent.",
    ),
    "plan-unfinished": (
        "Run {run} is no finished plan.",
        "Plan the file again: `sellsy-etl plan FILE`.",
    ),
    "plan-applied": (
        "The plan {run} was applied already, by run {child}.",
        "`sellsy-etl runs show {child}` says what it did; a plan is applied once: plan again.",
    ),
    "verify-kind": (
        "Run {run} wrote nothing to Sellsy that could be read again.",
        "Verify an import, a deletion, the application of a plan or a retry: sellsy-etl runs list.",
    ),
    "undo-kind": (
        "The run {run} is of kind {kind}: it has nothing to undo.",
        "Runs of these kinds can be undone: {accepted}; `sellsy-etl runs list` shows them.",
    ),
    "undo-open": (
        "The run {run} is being undone by {undo}, which did not finish.",
        "`sellsy-etl runs resume {undo}` completes it.",
    ),
    "undo-redone": (
        "The run {run} was undone by {undo}, and {redo} took that back.",
        "`sellsy-etl runs undo {redo}` undoes it again.",
    ),
    "resume-undone": (
        "The run {run} was undone by {undo}: what it had left is never sent.",
        "Import the file again, or take the undo back: `sellsy-etl runs undo {undo}`.",
    ),
    "retry-unfinished": (
        "Run {run} did not finish, or has no rows to try again.",
        "Complete it first: `sellsy-etl runs resume {run}`.",
    ),
    "retry-nothing": (
        "Sellsy refused no row of run {run}.",
        "Rejected rows are corrected in the report, which is then given: `sellsy-etl runs retry {run} FILE`.",
    ),
    "retry-done": (
        "The refused rows of run {run} were tried again already, by run {child}.",
        "Try those that failed there again: `sellsy-etl runs retry {child}`.",
    ),
    "resume-nothing": (
        "Nothing of the run {run} is left to do.",
        "`sellsy-etl runs show {run}` tells what it did.",
    ),
    "resume-source-gone": (
        "The file of the run {run} is not there any more: {path}.",
        "Put it back, unchanged, and run the same command; or import another file: what is already in Sellsy is left alone.",
    ),
    "resume-source-changed": (
        "The file of the run {run} was changed since: {path}.",
        "Put the file back as it was and resume; or import the new one: what is already in Sellsy is left alone.",
    ),
    "condition-shape": (
        "“{said}” is not NAME=VALUE.",
        "Conditions: {accepted}.",
    ),
    "filter-unknown": (
        "{entity} has no condition {name}.",
        "Accepted: {accepted}.",
    ),
    "filter-value": (
        "{name}: “{value}” is not a value of this condition.",
        "Accepted: {accepted}.",
    ),
    "order-unknown": (
        "Records cannot be put in the order of {order}.",
        "Accepted: {accepted}.",
    ),
    "append-unknown": (
        "--append: {column} is no custom field of several choices in this file.",
        "Possible columns: {accepted}.",
    ),
    "column-unknown": (
        "{entity} has no column {column}.",
        "Accepted: {accepted}.",
    ),
    "template-suffix": (
        "{path}: a template is written to a file of type {accepted}.",
        "Give a file name that ends so.",
    ),
    "headers-missing": (
        "{path}: no column for {missing} among the headers of line {line}: {headers}.",
        'Rename the header, use --map "HEADER={example}", or start from `sellsy-etl template {entity}`.',
    ),
    "headers-ambiguous": (
        "{path}: the headers {headers} both mean {column}.",
        "Rename or remove one of them, or say which is which with --map.",
    ),
    "entity-unclear": (
        "{path}: the headers do not tell what the rows are (line {line}: {headers}). Nearest: {candidates}.",
        'Say it: --entity {accepted}; headers of your own are read with --map "HEADER=COLUMN".',
    ),
    # mappings
    "mapping-empty": (
        "{path} says nothing.",
        "Write lines HEADER: COLUMN, or let `sellsy-etl map FILE` write it.",
    ),
    "mapping-unknown": (
        "--map: “{said}” is no mapping.",
        'Write "HEADER=COLUMN", a file (.yaml), or one of: {accepted}.',
    ),
    "mapping-exists": (
        "{path} is there already, and may have been edited.",
        "Write elsewhere with -o, or over it with --force.",
    ),
    "mapping-entities": (
        "--map: “{said}” is for other entities than what stands before it.",
        "Give the mappings of one entity.",
    ),
    "mapping-entity": (
        "{place}: this mapping is for {said}, not for {entity}.",
        "Take another mapping, or leave --entity out.",
    ),
    "mapping-fit": (
        "{path}: none of the headers is in the mapping. They are: {headers}.",
        "Take another mapping, or let `sellsy-etl map {path}` propose one.",
    ),
    "mapping-unlike": (
        "{path}: the mapping knows some of its headers, but nothing tells that rows are one of: {candidates}.",
        "Say what they are with --entity, or let `sellsy-etl map {path}` propose a mapping.",
    ),
    "mapping-several": (
        "{path}: several mappings fit equally: {candidates}.",
        "Say which with --entity.",
    ),
    "mapping-constant": (
        "{place}: “{value}” is no value of {column} ({said}).",
        "{fix}",
    ),
    "mapping-doubled": (
        "{place}: {column} is filled twice, by {headers}.",
        "Keep one of them, or make a join of both.",
    ),
    "map-unknown-column": (
        "{place}: “{column}” is not a column of {entity}.",
        "Nearest columns: {accepted}.",
    ),
    "map-unknown-header": (
        "{place}: {path} has no header “{header}”.",
        "Its headers are: {headers}.",
    ),
    "match-key-unknown": (
        "--match: “{key}” is not a match key of {entity}.",
        "Choose among: {accepted}.",
    ),
    "match-key-absent": (
        "--match {key}: the file has no such column.",
        "Choose a key that the file carries: {accepted}.",
    ),
    "custom-field-unknown": (
        "The account has no custom field for the column “{header}”.",
        "Its custom fields are: {accepted}.",
    ),
    "custom-field-several": (
        "Several custom fields answer to the column “{header}”: {found}.",
        "Use the code: cf:CODE.",
    ),
    # cli
    "call-path": (
        "“{path}” is not a path of the API.",
        "Write a path such as /companies or /companies/12, without spaces or “..”; the query goes after -q.",
    ),
    "call-host": (
        "{host} is not Sellsy: your token would be sent there.",
        "Calls go to {accepted} only.",
    ),
    "call-header": (
        "The header “{name}” cannot be sent.",
        "Write NAME:VALUE in plain characters, on one line.",
    ),
    "call-header-kept": (
        "The header {name} is set by the program.",
        "Leave it out; these are its own: {kept}.",
    ),
    "call-body": (
        "The body cannot be sent: {said}.",
        'API v2 takes JSON; API v1 takes io_mode=json&do_in={{"method": …}} or the call alone.',
    ),
    "webhook-left": (
        "The webhook {id} could not be removed: Sellsy goes on posting to it. {said}",
        "Remove it when Sellsy answers again: sellsy-etl webhooks delete {id}.",
    ),
    "webhook-url": (
        "“{value}” is not an address that Sellsy may post to.",
        "Give a whole https:// address (http:// only on this computer), without a user name or password in it.",
    ),
    "webhook-event": (
        "The account offers no event “{value}”.",
        "Nearest: {accepted}. sellsy-etl webhooks events lists them all; an entity alone, such as client, takes all of its events.",
    ),
    "watch-url-missing": (
        "Sellsy cannot reach this computer at 127.0.0.1: it needs a public address.",
        "Open a tunnel or a reverse proxy to the port, and give its address: --public-url https://... (without one, only the local Sellsy of --sandbox or `sellsy-etl sandbox serve` can be watched).",
    ),
    "watch-port": (
        "Port {port} cannot be listened on: {said}.",
        "Choose another one with --port, or --port 0 for a free one.",
    ),
    "watch-out-suffix": (
        "{path}: deliveries are written to a file of type {accepted}.",
        "Give a file name that ends so with --out.",
    ),
    "watch-out-foreign": (
        "{path} was not written by `sellsy-etl watch`: it was left as it is.",
        "Choose another file with --out, or move this one away.",
    ),
    "inbox-busy": (
        "{path} is in use: another `sellsy-etl watch` writes to the same file.",
        "Stop it, or choose another file with --out.",
    ),
    "inbox-foreign": (
        "{path} is not an inbox of `sellsy-etl watch`, or it is damaged: it was left as it is.",
        "Move it away, or choose another file with --out.",
    ),
    "sign-key-missing": (
        "The environment variable {name} holds no sign key.",
        "Set it to the key of the webhook, or leave --sign-key-env out.",
    ),
    "sandbox-db": (
        "The sandbox's file {path} cannot be opened: {said}.",
        "Name another one with --db, or empty it: sellsy-etl sandbox reset.",
    ),
    "country-unknown": (
        "“{value}” is not a country.",
        "Write its two-letter code, such as FR or BE.",
    ),
    "currency-unknown": (
        '"{value}" is not the code of a currency.',
        "Say its code of three letters, such as EUR, CHF or XPF.",
    ),
    "home-unwritable": (
        "The folder {path} cannot be made: {said}.",
        "Name another one: SELLSY_ETL_HOME=FOLDER (or -o FOLDER for the demo).",
    ),
    "entity-unknown": (
        "There is no entity “{name}”.",
        "Choose one of: {accepted}.",
    ),
    "option-unknown": (
        "“{value}” is not one of the accepted values.",
        "Choose one of: {accepted}.",
    ),
    "sandbox-quota": (
        "The quota “{value}” cannot be read: {said}.",
        "Write it as 5/s,150/min.",
    ),
    "sandbox-faults": (
        "The faults of {path} cannot be read: {said}.",
        "Write a list of rules: `sellsy-etl sandbox serve --help` shows some.",
    ),
    "sandbox-credentials": (
        "The credentials are not ID:SECRET.",
        "Write --client ID:SECRET, or ID:SECRET:TOKEN:SECRET to name the user of API v1 too.",
    ),
    "sandbox-foreign": (
        "{path} is not a sandbox's file: it was left as it is.",
        "Name with --db the file given to `sellsy-etl sandbox serve --db`, or nothing for the one of --sandbox.",
    ),
    "code-unknown": (
        "There is no code “{value}”.",
        "The nearest: {accepted}. `sellsy-etl explain` lists them all.",
    ),
    "report-suffix": (
        "{path}: a report is a file of type {accepted}.",
        "Give --report a file name that ends so: .xlsx for all the rows, .csv for the rejected ones only.",
    ),
    "report-over-source": (
        "The report {path} would take the place of the file that is read.",
        "Choose another file with --report, or let the report go beside it.",
    ),
    "sandbox-setup": (
        "The set-up of {path} cannot be done: {said}.",
        "Its keys are staffs, pipelines, sources, event_labels, task_labels: see `sellsy-etl sandbox setup --help`.",
    ),
    "sandbox-absent": (
        "No local Sellsy answers at {url}: {said}.",
        "Start one: sellsy-etl sandbox serve; or leave --url out for the embedded one.",
    ),
    "sandbox-port": (
        "Port {port} cannot be used: {said}.",
        "Choose another one with --port, or --port 0 for a free one.",
    ),
}

TEXTS: dict[str, str] = {
    "proof-title": "Migration report",
    "proof-verdict": "Verdict",
    "proof-fine": "Every row is accounted for ({left_out} left out, with their reasons), and what was written reads back as it was sent.",
    "proof-open": "Something is open: rows failed or are unknown, or do not read back as they were sent ({left_out} more were left out, with their reasons).",
    "proof-pipeline": "Pipeline",
    "proof-run": "Run",
    "proof-started": "Started",
    "proof-finished": "Finished",
    "proof-command": "To do it again",
    "proof-version": "Program",
    "proof-hash": "SHA-256 of the pipeline",
    "proof-moved": "Amounts of opportunities, after less before",
    "proof-entities": "Rows",
    "proof-reasons": "Why rows were left out",
    "proof-totals": "Opportunities of the account, before and after",
    "proof-ids": "Ids of the other system",
    "proof-inputs": "Files that were read",
    "proof-more-ids": "more in the workbook",
    "proof-none": "None.",
    "proof-marks": "Read back from Sellsy: = as sent, * differs, - gone, ! could not be read.",
    "proof-sheet-summary": "Summary",
    "proof-sheet-entities": "Rows",
    "proof-sheet-reasons": "Left out",
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
    "note-schedule-due": "{name}: due at {due}.",
    "note-schedule-late": "{name}: its time {due} was missed by more than an hour; it waits for the next one.",
    "note-log-unwritable": "The log {path} cannot be written: {said}.",
    "note-not-told": "{name}: somebody could not be told: {said}.",
    "schedule-nothing": "No pipeline has a schedule.",
    "schedule-head-name": "Pipeline",
    "schedule-head-cron": "Schedule",
    "schedule-head-next": "Next",
    "schedule-head-path": "File",
    "run-head-step": "Step",
    "run-head-ending": "Ended",
    "run-head-rows": "Rows",
    "run-head-calls": "Calls",
    "run-head-seconds": "Seconds",
    "run-ending-done": "done",
    "run-ending-stopped": "stopped",
    "run-ending-skipped": "passed over",
    "run-ending-held": "held back",
    "run-ending-left": "not reached",
    "init-done": "{files} files written in {folder}. To try, without an account:",
    "ready-first_import": "your own tables: clients, contacts, opportunities, tasks, comments",
    "ready-nightly_export": "every night, a copy of the account and what has changed",
    "ready-migrate_hubspot": "a whole HubSpot account, from its CSV exports",
    "ready-migrate_salesforce": "a whole Salesforce organisation, from its data export",
    "ready-migrate_pipedrive": "a whole Pipedrive account, from its exports",
    "ready-migrate_axonaut": "a whole Axonaut account, from its exports",
    "ready-trade_fair_leads": "badges scanned at a fair: prospects, contacts, opportunities of the hottest",
    "ready-monthly_cleanup": "a backup, records to complete, doubles, deletion of what was reviewed",
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
    "undo-whole-line": "Pipeline {run}: {calls} API calls. Each step has its report beside its file.",
    "note-proving": "Reading back what was written, for the report: about {calls} API calls",
    "run-total": "{title}: run {run}, {calls} API calls, {seconds} s",
    "run-total-dry": "{title}: rehearsal {run}, {calls} API calls, {seconds} s. The run itself takes about {billed} API calls.",
    "run-total-billed": "{title}: run {run}, {calls} API calls ({billed} announced for the rows), {seconds} s",
    "run-step-bad": "{step}: {bad} rows to correct, with their reasons, in {files}",
    "run-step-files": "{step}: {files}",
    "run-proof": "Proof of the migration: {path}",
    "run-proof-dry": "Reading everything back for its report takes about {calls} more.",
    "run-proof-calls": "Reading everything back for it took {calls} API calls.",
    "run-step-bill": "Step {step}:",
    "note-step": "Step {step} ({kind})",
    "note-step-held": "Step {step} is held back: a step it needs did not end well.",
    "note-step-skipped": "Step {step} is passed over: {when}",
    "note-step-stopped": "Step {step} stops the pipeline: {bad} rows went wrong, {most} are allowed.",
    # entities
    "template-list": "Help",
    "template-column": "Header",
    "template-required": "Required",
    "template-help": "What goes there",
    "template-choices": "Values",
    "template-example": "Example",
    "template-also": "Other headers understood",
    "template-yes": "yes",
    "template-example-is": "Example:",
    "template-not-offered": "The account has no such name: choose one of the list.",
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
    "stage-read": "Reading",
    "stage-match": "Matching",
    "stage-plan": "Planning",
    "stage-load": "Sending",
    "stage-verify": "Verifying",
    "stage-report": "Report",
    "stage-export": "Exporting",
    "page-line": "Page: {path}",
    "page-rows": "What became of the rows",
    "page-dry": "Dry run: nothing was written to Sellsy.",
    "page-correct": "Correct the rejected rows, then import this file again; they alone will be read:",
    "page-unknown": "Some writes had no answer that can be trusted. To find out and finish:",
    "page-problems": "Problems",
    "page-warnings": "Repaired values",
    "page-none": "None: every row could be handled.",
    "page-column": "Column",
    "page-what": "Problem, and what to do",
    "page-count": "Rows",
    "page-examples": "Examples",
    "page-row": "row",
    "page-whole-row": "(the whole row)",
    "page-more": "other kinds: see the report.",
    "page-calls": "Calls to Sellsy",
    "page-made": "calls",
    "page-mean": "per answer on average",
    "page-waits": "refused for want of quota, then repeated (429)",
    "page-lost": "without an answer",
    "page-day-left": "calls left today",
    "page-pace": "Calls per second, as the run went on",
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
    "summary-missing": "Names created where missing",
    "summary-mapping": "Columns said",
    "summary-ignored": "Ignored columns",
    "summary-profile": "Profile",
    "summary-country": "Default country",
    "summary-currency": "Currency",
    "summary-dates": "Order of dates",
    "summary-clear": "Word that clears a field",
    "sheet-summary": "Summary",
    "sheet-rows": "Rows",
    "sheet-rejected": "Rejected",
    "sheet-similar": "NearDuplicate",
    "head-similar-row": "similar row",
    "head-similar-id": "Sellsy id",
    "head-similar-name": "similar name",
    "head-reasons": "in common",
    "head-score": "likeness of names",
    "similar-name": "name",
    "similar-phone": "phone",
    "similar-domain": "e-mail domain",
    "similar-title": "Near doubles: {count} (never merged by themselves; all in the report's sheet Similar):",
    "similar-row-line": "  row {row} ({name}) ~ row {other} ({other_name}): {reasons}, {score} %",
    "similar-record-line": "  row {row} ({name}) ~ Sellsy {other} ({other_name}): {reasons}, {score} %",
    "sheet-ignored": "Ignored columns",
    "head-outcome": "outcome",
    "head-id": "Sellsy id",
    "head-problem": "problem",
    "head-fix": "what to do",
    "head-reason": "reason",
    "head-correction": "fix",
    "head-ignored": "Ignored column",
    "head-nearest": "Nearest known column",
    "row-valid": "valid",
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
    "note-similar-cut": "More than {most} rows: near doubles are looked for with --find-similar only.",
    "note-similar": "Near doubles: {count}, never merged by themselves: see the report's sheet Similar.",
    "note-entity": "Entity: {entity}, known by {percent} % of the {of} headers (next: {second}).",
    "note-entity-marked": "Entity: {entity}, as the workbook's own mark says.",
    "note-entity-mapped": "Entity: {entity}, as the mapping says.",
    "note-entity-alike": "No Type column: every new record is one of {entity} (otherwise: --entity {others}).",
    "note-ignored": "Ignored column “{header}” (nearest known: {nearest}).",
    "note-ignored-alone": "Ignored column “{header}”.",
    "note-refusing-refusal": "Column “{header}” says who refuses: a yes there becomes No in {columns}; it subscribes nobody.",
    "note-refusing-consent": "Column “{header}” says who agreed: a no there becomes No in {columns}; it subscribes nobody.",
    "note-refusing-trace": "Column “{header}” says who left: whatever stands there becomes No in {columns}.",
    "note-no-client-type": "No column says company or individual: every row is read as {variant}.",
    "note-country-alone": "The country only serves to read phone numbers: Sellsy takes no address without street, postal code and city.",
    "note-dump": (
        "A program wrote {words} where it had no value (columns {columns}): read as empty everywhere."
    ),
    "note-markup": "Codes of a web page (&amp;, <br>…) replaced by the text they show. Cells: {count}.",
    "note-country-default": "Country not stated: {country} is taken for new addresses; an existing address keeps its country.",
    "note-other-sheets": "Sheet “{sheet}” is read; not read: {others} (choose with --sheet).",
    "note-rejected-sheet": "This is a report of ours: its sheet “{sheet}” is read.",
    "layout-decimal-,": "decimal comma",
    "layout-decimal-.": "decimal point",
    "layout-decimal-mixed": "decimal comma and point",
    "layout-dates-dmy": "dates day first",
    "layout-dates-mdy": "dates month first",
    "layout-dates-ymd": "dates year first",
    "layout-dates-assumed": "dates day first (assumed: nothing shows it)",
    "layout-dates-mixed": "dates day first (but some fit month first only: --date-order mdy)",
    "layout-dates-unclear": "dates dd/mm or mm/dd: both are seen (--date-order)",
    "layout-1904": "1904 calendar",
    "layout-sheet": "sheet “{sheet}”",
    "layout-wrapped": "every line is one quoted cell",
    "layout-header": "header on line {header_row}",
    "layout-title-one": "1 title line skipped",
    "layout-title-many": "{title_lines} title lines skipped",
    "note-hidden-sheets": "Hidden sheets, not read: {sheets} (--sheet reads one).",
    "note-hidden-include": "Hidden lines are read too ({count}: {rows}); --hidden skip leaves them out.",
    "note-hidden-skip": "Hidden lines are not read ({count}: {rows}).",
    "note-currency": "Amounts are read in {currency}, the account's currency.",
    "note-double-encoded": "Accents encoded twice ({count}), line {row}: “{value}”, probably “{repaired}”; left as they are. --repair-encoding restores them.",
    "note-encoding-repaired": "Accents encoded twice ({count}), restored: line {row}, “{value}” becomes “{repaired}”.",
    "note-quotes-spaces": "Spaces around quotes, taken off ({count}: lines {rows}).",
    "note-quotes-lines": "Lines in quotes as a whole, read cell by cell ({count}: lines {rows}).",
    "note-left-note": "Not read, below the table: {lines}.",
    "note-left-total": "Totals, skipped: lines {lines}.",
    "note-left-section": "Section titles, skipped: lines {lines}.",
    "note-left-header": "Headers again, skipped: lines {lines}.",
    "note-left-table": "Reading ends at line {lines}: another table begins there.",
    "ask-hidden": "Hidden lines ({count}: {rows}). Are they to be read?",
    "variant-company": "company",
    "variant-individual": "individual",
    "variant-contact": "contact",
    # cli
    "ask-client-id": "Client id of the access",
    "ask-secret": "Client secret (not shown)",
    "login-page": "sellsy-etl has its access. You may close this page.",
    "login-waiting": "Waiting for the browser to come back…",
    "logged-in-keyring": "Sellsy accepts the access: it is kept as profile {profile}, its secret in the keyring.",
    "logged-in-file": "Sellsy accepts the access: it is kept as profile {profile}, its secret in a file that you alone can read.",
    "logged-out": "The secret and the tokens are forgotten.",
    "logged-out-already": "There was nothing to forget.",
    "profile-used": "The profile {profile} is used when none is named.",
    "head-profile": "profile",
    "head-client": "client id",
    "head-grant": "logs in by",
    "head-secret": "secret",
    "doctor-program": "sellsy-etl {version}, Python {python} on {system}.",
    "doctor-home": "{path} can be written.",
    "doctor-room": "Only {free} MB are left on the disk of {path}.",
    "doctor-room-do": "Free some room: the journal of a large import may need {needed} MB.",
    "doctor-journal": "The journal is whole: {runs} runs, {size} MB.",
    "doctor-unfinished": "Runs that did not finish: {count} ({runs}).",
    "doctor-unfinished-do": "Complete each with `sellsy-etl runs resume RUN`, or import the same file again: what is already there is left alone.",
    "note-planned-again": "Other runs have written since {run} began: what it has not sent is matched anew.",
    "note-unfinished": "Run {run} on this same file did not finish: what it sent is looked up, this run takes the rest over, and it is closed.",
    "doctor-keyring": "Secrets can be kept by {backend}.",
    "doctor-no-keyring": "No keyring of this system works.",
    "doctor-no-keyring-do": "Keep the secret in SELLSY_CLIENT_SECRET.",
    "doctor-credentials": "The access {client} is accepted (profile {profile}).",
    "doctor-clock": "The clock is {seconds} s from Sellsy's.",
    "doctor-clock-do": "Set the clock of this machine: tokens and periods depend on it.",
    "doctor-who": "Sellsy knows this access as {name} ({email}); API v1 answers.",
    "doctor-v1": "API v1 does not answer: {said}",
    "doctor-v1-do": "Tick the scope api-v1 of the access. Without it: no alerts, recurrence, sticky notes, comments on tasks, links to individuals, nor check of tags.",
    "doctor-quota": "Quota: {limits}; {left} calls left today.",
    "doctor-scope-read": "{entity}: reading is not allowed.",
    "doctor-scope-read-do": "Give the access the right to read them, and its owner the licence: search, import and delete need it.",
    "doctor-scope-write": "{entity}: writing is not allowed.",
    "doctor-scope-write-do": "Give the access the right to write them: import and delete need it.",
    "doctor-scopes": "The rights of all {entities} entities are there.",
    "called": "HTTP {status}",
    "found": "{count} found.",
    "not-found": "No {entity} has the id {id}.",
    "exported-deleted": "Gone since the last export ({entity}): {count}.",
    "note-cut": "{path}: texts longer than the 32,767 characters a cell holds were cut: {count}.",
    "note-export-cost": "Records to read: {rows}; about {calls} calls, {minutes} min, {share} of the calls left today.",
    "note-since-compare": "{entity}: Sellsy has no filter by date of change; everything is read, and only what differs from the last export is written.",
    "note-since-first": "{entity}: no export to go on from; everything is written.",
    "note-since-read": "{entity}: Sellsy has no filter by date of change; everything is read, and sorted out afterwards.",
    "sheet-deleted": "{entity} gone",
    "exported": "Rows written to {path}: {rows} ({calls} API calls).",
    "bill-delete": "To delete: {deleted}, not found: {skipped}, rejected: {rejected}. Cost: {calls} API calls, about {minutes} min{share}.",
    "bill-undo": "To delete: {deleted}, to restore: {updated}, to create again: {created}, kept: {skipped}, nothing to do: {unchanged}. Cost: {calls} API calls, about {minutes} min{share}.",
    "undo-warnings": "What cannot be undone, or is gone already:",
    "undo-next": "Nothing was written. Run the same command with --yes to undo for good.",
    "note-undo-recreates": "{count} deleted records come back under new ids; documents, comments, history and what hung on them do not (see each row).",
    "note-undo-tags-stay": "Tags are taken off the records; their words stay in the account's list: Sellsy's API can only delete a word on every record at once.",
    "note-export-no-v1": "{entity}: the access lacks the scope api-v1: the columns that only API v1 shows are empty.",
    "note-export-v1-left": "{entity}: of {count} records API v1's lists do not tell the columns that it alone shows: those are empty.",
    "note-undo-no-v1": "The access lacks the scope api-v1: sticky notes, alerts, recurrence and comments on tasks added since are not seen, and do not come back.",
    "note-undo-unseen": "The access may not read some of what may hang on the records that end: {kinds}. Whether somebody added any since is not known.",
    "note-undo-kept": "Rows changed by somebody since: {count}; what was changed is kept and listed; --force takes it back too.",
    "note-undo-nothing": "Nothing is left to undo of the run {run}.",
    "sheet-taken-back": "Taken back",
    "sheet-kept": "Kept",
    "delete-next": "Nothing was deleted. Run the same command with --yes to delete for good.",
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
    "watch-ready": "Webhook {webhook}: {events} events are posted to {endpoint} and written to {out}. Ctrl-C stops and unregisters.",
    "watch-local": "{url} is this computer only: a local Sellsy reaches it, the real one does not (see --public-url).",
    "watch-ended": "Webhook removed. Deliveries: {handled}; doubles left out: {doubles}; refused: {refused}.",
    "watch-left": "Deliveries kept for the next watch with the same --out: {count}.",
    "watch-run": "Pipeline {title} ran: {rows} (run {run}).",
    "watch-unread": "  The record could not be read: {said}",
    "check-skipped": "Rows skipped, which are no records: {count}.",
    "check-left-out": "{count} more problems were counted, not listed: correct the first ones and check again.",
    "fault": "This is a fault of sellsy-etl, not of your file: {kind}: {said}\nPlease report it with what the same command shows with -v. What was sent is journalled; importing again is safe.",
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
    "more-problems": "… and {count} more (see the report, or -v).",
    "warnings-title": "Repaired cells: {count} (listed in the report, or with -v).",
    "run-line": "Run {run}: {status}, {calls} API calls, {seconds} s.",
    "explain-row": "A problem of one cell or row. An error leaves the row out of Sellsy until it is corrected; a warning says what was repaired or left. Other rows are not touched.",
    "explain-stop": "Stops the command. What was sent already is in the journal; the message says what to do.",
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
    "family-required": "What a row has to say",
    "family-match": "Matching, doubles, links",
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
    "note-plan-source": "{path} changed since it was planned: the plan is what is applied.",
    "plan-next": "Nothing was sent. Read the plan, then apply it: sellsy-etl apply {path}",
    "status-planned": "planned",
    "sheet-plan": "Plan",
    "sheet-changes": "Changes",
    "sheet-left-out": "Left out",
    "head-old": "old",
    "head-new": "new",
    "summary-minutes": "Minutes",
    "summary-share": "Share of the day's calls",
    "summary-seal": "Fingerprint of the plan (SHA-256)",
    "summary-lines": "Fingerprint of the lines (SHA-256)",
    "summary-parent": "Run it is about",
    "note-settling": "Writes sent and not answered: {count}. Sellsy may still be at work on them: it is asked for {seconds} s more before any is sent again.",
    "note-left": "Run {run} was interrupted: {read} rows read = {done} settled + {left} left. `sellsy-etl runs resume {run}` completes it.",
    "accounts": "Accounts balance: {read} read = {parts}.",
    "accounts-left": "{read} read = {parts}, {left} left: `sellsy-etl runs resume {run}` completes them.",
    "note-waiting": "Process {pid} on {host} has been writing to this account since {since}: waiting, {seconds} s at most.",
    "note-stale-lock": "Process {pid} on {host}, which had been writing to this account since {since}, is dead: its lock is lifted.",
    "ask-resume": "Run {run} on this same file did not finish. Complete it? (no: it is closed, this one takes its rows over)",
    "head-mark": "mark",
    "head-sent": "sent",
    "head-now": "now",
    "mark-same": "as sent",
    "mark-differs": "different",
    "mark-gone": "gone",
    "mark-unread": "unreadable",
    "verified": "Run {run} verified: {counts}.",
    "verified-pending": "Rows not sent yet: {count}. `sellsy-etl runs resume {run}` completes them.",
    "verified-apart": "Left nothing in Sellsy: {counts}.",
    "note-still-unknown": "Rows of run {run} that stay unknown: {count}. Several records may be theirs (see `sellsy-etl runs show {run}`).",
    "pruned": "Runs forgotten: {count}; the journal goes from {before} to {after} MB.",
    "prunable": "Runs that would be forgotten: {count} (journal: {before} MB). Nothing was done: add --yes.",
    "status-dry-run": "dry run",
    "status-cancelled": "cancelled",
    "interrupted": "Interrupted. What was sent is journalled: `sellsy-etl runs resume last` completes an import; importing the same file again is safe too.",
    "stopping": "Stopping: what is in flight is finished first. Ctrl-C again stops at once.",
    "stopped-now": "Stopped at once. Everything sent is journalled: `sellsy-etl runs resume {run}` finds out what became of it and completes the run.",
    "template-written": "Wrote {path}.",
    "sandbox-ready": "A local Sellsy answers on {url}, to this computer only. Ctrl-C stops it.",
    "sandbox-clients-any": "Clients: any id and secret do, and any four secrets of API v1.",
    "sandbox-clients-one": "Clients: only {client} with its secret; API v1 takes it as its consumer, for any user.",
    "sandbox-clients-user": "Clients: only {client} with its secret; API v1 takes it as its consumer, for the user token {user} only.",
    "sandbox-tokens": "Tokens: each lasts {hours} h.",
    "sandbox-tokens-single": "Tokens: each lasts {hours} h; a new one revokes the one before.",
    "sandbox-limits": "Quotas: API v2 {v2}; API v1 {v1}.",
    "sandbox-recorded": "Answers: as recorded from the real API.",
    "sandbox-contract": "Answers: as the contract of the API has them.",
    "sandbox-strict": "Body keys that Sellsy does not know are refused.",
    "sandbox-lenient": "Body keys that Sellsy does not know are ignored.",
    "sandbox-reset": "Emptied {path}.",
    "no-profile": "No profile: `sellsy-etl login` keeps one.",
    "sandbox-setup-done": "Created: {made}.",
    "no-runs": "No run yet: `sellsy-etl import FILE` makes one.",
    "mapping-head": 'Proposed for {file} by its headers and its first {rows} rows. Read it, correct it, then:\n  sellsy-etl check {file} --map {output}\nA column is named by its header or attribute, or cf:CODE for a custom field. A column may carry values (cell: value),\ndates (dmy, mdy, ymd) and decimal ("," or "."); constants give one value to every row, or\nto the blank cells of their column; joins make one column of\nseveral headers (from, with, first: true); splits cut one header into several columns (into, at, rest).',
    "mapping-lacking": "Needed to create records, and in no column: give a header above, or one value for every row.",
    "mapping-choices": "accepted: {accepted}",
    "mapping-rows": "{rows} rows",
    "mapping-known": "known header",
    "mapping-alike": "similar name or fitting cells",
    "mapping-accepted": "{percent} % of its values are accepted",
    "mapping-blank": "no value",
    "mapping-split": "a full name, cut at its spaces; rest takes what is left",
    "mapping-ignored": "Not imported. To import one, move it under columns with the name of its column.",
    "mapping-none": "-",
    "mapping-refusing": "Who refused campaigns, or agreed, is read from these without a line here: a refusal becomes No, nobody is subscribed.",
    "mapping-refused": "No in {column}",
    "mapping-written": "Mapping: {path}. Read and correct it, then: sellsy-etl check {file} --map {path}",
    "mapping-ready": "This looks like an export that is known already: --map {name}",
    "head-target": "Sellsy column",
    "head-confidence": "confidence",
    "head-examples": "examples",
    "ask-entity": "The headers do not tell what the rows are (nearest: {candidates}). What are they?",
    "confirm": "Go on?",
    "bill": "To create: {created}, to update: {updated}, unchanged: {unchanged}, rejected: {rejected}. Cost: {calls} API calls, about {minutes} min{share}.",
    "bill-share": ", {percent} % of the day's calls",
    "dry-run-title": "Dry run: nothing was written.",
    "plan-row": "row {row}: {outcome}",
    "plan-change": "    {column}: {old} -> {new}",
    "check-ok": "Rows ready to import: {valid} of {read}.",
    "no-problem": "No problem found.",
    "demo-start": "1. A local Sellsy answers on {url} (fictional account; nothing leaves this machine)",
    "demo-check": "2. sellsy-etl check {path}",
    "demo-import": "3. sellsy-etl import {path}",
    "demo-again": "4. The same file again: nothing is written twice",
    "demo-export": "5. The clients searched back into {path}",
    "demo-summary": "Summary",
    "demo-row-first": "import",
    "demo-row-again": "again",
    "demo-row-export": "export",
    "demo-next": "\nOpen {report} (your rows, with what became of each) and {export}.\nTry next:\n  sellsy-etl template client -o clients.xlsx\n  sellsy-etl --sandbox import clients.xlsx --dry-run\n  sellsy-etl runs list",
}

WORDS: dict[str, str] = {
    "too-short": "it has too few digits",
    "too-long": "it has too many digits",
    "not-digits": "it is not written as one",
    "not-assigned": "the numbering plan has no such number",
    "country-code": "no country has this code",
    "bad-key": "its check digit does not match",
    "bad-length": "it is too short or too long",
    "no-at": "the @ is missing",
    "no-name": "nothing stands before the @",
    "no-domain": "nothing stands after the @",
    "no-dot": "what follows the @ lacks its ending, such as .fr",
    "bad-dots": "a point stands where none may",
    "bad-name": "what precedes the @ has a character that is not allowed",
    "bad-domain": "what follows the @ is not the name of a domain",
    "address-too-long": "it is too long",
    "reserved": "this domain receives no mail",
    "malformed": "its form is not one",
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
