"""Country names missing from CLDR: how people write them, and which names two countries share."""

from collections.abc import Mapping

ALIASES: Mapping[str, tuple[str, ...]] = {
    "AE": ("Émirats", "Émirats arabes", "EAU", "UAE", "Dubaï", "Dubai", "Abu Dhabi"),
    "BA": ("Bosnie",),
    "BL": ("Saint-Barth", "St Barthélemy", "St Barth"),
    "BY": ("Bélarus",),
    "BN": ("Brunei Darussalam",),
    "CD": ("RDC", "République démocratique du Congo", "RD Congo", "Zaïre", "DRC"),
    "CF": ("Centrafrique", "RCA"),
    "CG": ("République du Congo",),
    "CH": ("Confédération helvétique", "Schweiz", "Svizzera"),
    "CI": ("Ivory Coast",),
    "CN": ("République populaire de Chine", "PRC"),
    "CV": ("Cabo Verde",),
    "CZ": ("République tchèque", "Czech Republic"),
    "DE": ("Deutschland", "RFA"),
    "ES": ("España",),
    "FR": ("France métropolitaine", "République française", "Corse"),
    "GB": (
        "Angleterre", "Grande-Bretagne", "Écosse", "Pays de Galles", "Irlande du Nord", "UK", "U.K.",
        "England", "Great Britain", "Scotland", "Wales", "Northern Ireland",
    ),
    "GF": ("Guyane",),
    "GW": ("Guinée Bissao",),
    "HK": ("Hong Kong", "Hongkong"),
    "IE": ("Eire", "République d'Irlande"),
    "IQ": ("Iraq",),
    "IT": ("Italia",),
    "KG": ("Kirghizistan", "Kirghizie"),
    "KR": ("République de Corée", "Republic of Korea"),
    "KP": ("République populaire démocratique de Corée",),
    "LK": ("Ceylan",),
    "MD": ("République de Moldavie",),
    "MF": ("Saint-Martin (partie française)", "St Martin"),
    "MK": ("Macédoine", "Macedonia"),
    "MM": ("Birmanie", "Burma", "Myanmar"),
    "MO": ("Macao", "Macau"),
    "MU": ("Île Maurice",),
    "NC": ("Calédonie", "Nlle Calédonie"),
    "NL": ("Hollande", "Holland", "Nederland", "The Netherlands"),
    "PF": ("Tahiti", "Polynésie"),
    "PM": ("Saint-Pierre et Miquelon", "St Pierre et Miquelon"),
    "PS": ("Palestine",),
    "RE": ("Île de la Réunion",),
    "RU": ("Fédération de Russie", "Russian Federation"),
    "SV": ("El Salvador",),
    "SX": ("Sint Maarten",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TR": ("Turkey", "Türkiye"),
    "TW": ("Formose",),
    "US": ("USA", "U.S.A.", "U.S.", "États-Unis d'Amérique", "United States of America"),
    "VA": ("Vatican", "Saint-Siège", "Holy See"),
    "VN": ("Vietnam",),
    "WF": ("Wallis",),
}  # fmt: skip
"""Names by ISO 3166-1 alpha-2 code."""

_CONGOS = (("CG", "Congo-Brazzaville"), ("CD", "Congo-Kinshasa"))
_KOREAS = (("KR", "Corée du Sud"), ("KP", "Corée du Nord"))
_VIRGIN_ISLANDS = (("VG", "Îles Vierges britanniques"), ("VI", "Îles Vierges des États-Unis"))

SHARED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Congo": _CONGOS,
    "Corée": _KOREAS,
    "Korea": (("KR", "South Korea"), ("KP", "North Korea")),
    "Îles Vierges": _VIRGIN_ISLANDS,
    "Virgin Islands": (("VG", "British Virgin Islands"), ("VI", "U.S. Virgin Islands")),
}
"""The countries, as codes and names, that share a name."""
