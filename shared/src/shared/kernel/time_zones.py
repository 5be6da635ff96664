"""Where somebody may live, by state and by telephone area code, when nobody has asked for the time zone.

Both tables are data: the first from the map of the zones, the second from libphonenumber 9.0.
"""

import re

NUMBER = re.compile(r"^\+?1?(\d{3})\d{7}$")

EASTERN, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
ARIZONA, ALASKA, ALEUTIANS, HAWAII = "America/Phoenix", "America/Anchorage", "America/Adak", "Pacific/Honolulu"

STATES: dict[tuple[str, ...], str] = {
    (EASTERN,): "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
    (EASTERN, CENTRAL): "FL IN KY MI TN",
    (CENTRAL,): "AL AR IA IL LA MN MO MS OK WI",
    (CENTRAL, MOUNTAIN): "KS ND NE SD TX",
    (MOUNTAIN,): "CO MT NM UT WY",
    (MOUNTAIN, ARIZONA): "AZ",
    (MOUNTAIN, PACIFIC): "ID NV OR",
    (PACIFIC,): "CA WA",
    (ALASKA, ALEUTIANS): "AK",
    (HAWAII,): "HI",
    ("America/Puerto_Rico",): "PR",
    ("America/St_Thomas",): "VI",
    ("Pacific/Guam",): "GU",
}
AREA_CODES: dict[tuple[str, ...], str] = {
    (EASTERN,): (
        "201 202 203 207 212 215 216 219 220 223 227 229 231 234 239 240 248 252 260 267 269 270 272 276 283 "
        "301 302 304 305 313 315 317 321 324 326 329 330 332 336 339 347 351 352 363 364 380 386 401 404 407 "
        "410 412 413 419 434 440 443 445 448 463 470 472 475 478 484 502 508 513 516 517 518 540 551 561 567 "
        "570 571 574 582 585 586 603 606 607 609 610 614 616 617 631 640 645 646 656 667 678 680 681 686 703 "
        "704 706 716 717 718 724 727 728 732 734 740 743 754 757 762 765 770 771 772 774 781 786 802 803 804 "
        "810 812 813 814 821 826 828 835 838 839 843 845 848 850 854 856 857 859 860 862 863 864 865 878 904 "
        "906 908 910 912 914 917 919 929 930 934 937 941 943 947 948 954 959 973 978 980 984 989"
    ),
    (CENTRAL,): (
        "205 210 214 217 218 224 225 228 235 251 254 256 262 274 281 308 309 312 314 316 318 319 320 325 327 "
        "331 334 337 346 353 361 402 405 409 414 417 423 430 432 447 464 469 479 501 504 507 512 515 531 534 "
        "539 557 563 572 573 580 601 608 612 615 618 620 629 630 636 641 651 659 660 662 682 689 708 712 713 "
        "715 726 730 731 737 763 769 773 779 785 806 815 816 817 830 832 847 870 872 901 903 913 918 920 931 "
        "936 938 940 945 952 956 972 975 979 985"
    ),
    (PACIFIC,): (
        "206 209 213 253 279 323 341 350 360 369 408 415 424 425 442 458 503 509 510 530 541 559 562 564 619 "
        "626 628 650 657 661 669 702 707 714 725 738 747 760 805 818 820 831 840 858 909 916 925 949 951 971"
    ),
    (MOUNTAIN,): ("303 307 385 406 435 505 575 719 720 748 801 915 970 983"),
    (ARIZONA,): ("480 520 602 623 928"),
    (CENTRAL, MOUNTAIN): ("605 701"),
    (MOUNTAIN, PACIFIC): ("775 986"),
    ("America/Puerto_Rico",): ("787 939"),
    ("America/St_Thomas",): ("340"),
    ("Pacific/Guam",): ("671"),
    (HAWAII,): ("808"),
    (ALASKA, ALEUTIANS): ("907"),
}

BY_STATE = {state: zones for zones, states in STATES.items() for state in states.split()}
BY_AREA_CODE = {code: zones for zones, codes in AREA_CODES.items() for code in codes.split()}


def area_code(phone: str | None) -> str | None:
    """The three digits of a North American number, however it is written; None for any other."""
    digits = NUMBER.fullmatch(re.sub(r"[\s().\-]", "", phone or ""))
    return digits[1] if digits else None


def zones_of(
    time_zone: str | None, state: str | None, phone: str | None, office: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every zone in which the member may be, and what that is known from: `time_zone`, `state`, `area_code`, `office`.

    A number may have moved with its owner, so state and area code both count.
    """
    if time_zone is not None:
        return (time_zone,), ("time_zone",)
    by_state = BY_STATE.get(state or "", ())
    by_number = BY_AREA_CODE.get(area_code(phone) or "", ())
    known = tuple(name for name, zones in (("state", by_state), ("area_code", by_number)) if zones)
    zones = tuple(dict.fromkeys((*by_state, *by_number)))
    return (zones, known) if zones else (office, ("office",))
