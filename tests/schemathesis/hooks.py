"""What schemathesis has to know of Undertone: how it stays signed in, which texts are real, and which requests no schema
can tell from good ones."""

import json
import os
import urllib.request

import schemathesis
from hypothesis import strategies as st

ADDRESS = os.environ["UNDERTONE_ADDRESS"]
# The user the run is; an administrator beside another one.
USER = int(os.environ["UNDERTONE_USER"])

# A refused request may be as the document says: these are the reasons, by their codes.
BEYOND_SCHEMAS = {
    # Two values that do not go together.
    "swapped_dates", "period_too_long", "outcome_without_job",
    # Dates that exist, in years that cannot be counted in.
    "date_out_of_range",
    # Names the document does not list, since they come with the time zones' own releases.
    "unknown_timezone",
    # What the text says, not how it is formed.
    "no_query", "invalid_term", "invalid_staff", "invalid_name", "bad_name", "invalid_email", "weak_password", "wrong_password",
    # What a file, a list or a record holds.
    "empty_file", "unknown_field", "binary_file", "not_parquet", "utf16_file", "nul_byte", "no_header", "no_rows", "unterminated_quote",
    "no_key_column", "no_text_column", "date_order_undecided", "keys_repeat", "too_many_messages", "bad_archive", "bad_json", "bad_xml",
    "bad_workbook", "bad_parquet", "no_record", "no_terms", "wrong_lines", "not_utf8",
    # When a schedule is due, what a layout holds, what a link of a mail proves, where a webhook leads.
    "invalid_time", "no_days", "invalid_day", "invalid_expression", "never_fires", "period_too_short", "section_twice",
    "repeated_section", "repeated_parameter", "no_such_template", "nul_character", "invalid_link", "invalid_url",
    # Columns of the job's own file.
    "unknown_column", "column_out_of_range", "bad_mapping", "unknown_table", "table_behind_file", "source_undecided",
    # Names that libraries know, and characters that can be seen.
    "unknown_encoding", "unknown_delimiter", "bad_source",
    # What an upload in parts says of its file, and where its parts end.
    "bad_metadata", "file_too_large", "too_many_uploads", "more_than_announced", "wrong_offset",
}


def _names(*names):
    return st.sampled_from(names)


schemathesis.openapi.format("iana-time-zone", _names("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia"))
schemathesis.openapi.format(
    "password", st.text("abcdefghijklmnopqrstuvwxyz0123456789 -", min_size=4, max_size=100).map(lambda text: "horse-Staple" + text)
)


@schemathesis.auth(refresh_interval=300)
class SignedIn:
    """Access tokens live a quarter of an hour: the session is carried on before. Wrong passwords lock nobody out of that."""

    refresh_token = os.environ["UNDERTONE_REFRESH_TOKEN"]

    def get(self, _case, _context):
        body = json.dumps({"refresh_token": SignedIn.refresh_token}).encode()
        request = urllib.request.Request(f"{ADDRESS}/api/auth/refresh", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            session = json.load(answer)
        SignedIn.refresh_token = session["refresh_token"]
        return session["access_token"]

    def set(self, case, token, _context):
        # Signing out is tried by strangers alone: it would end the run.
        if case.operation.path != "/api/auth/logout":
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}


@schemathesis.serializer("application/offset+octet-stream")
def part(_context, value):
    """A part of an upload: any bytes."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@schemathesis.hook
def before_call(_context, case, _kwargs):
    """Lets the run's own user be: without it, or without its role, the rest would test nothing."""
    if case.operation.path == "/api/auth/users/{id}" and str(case.path_parameters.get("id")) == str(USER):
        case.path_parameters["id"] = USER + 1


@schemathesis.hook
def filter_failure(_context, failure, case, response):
    """Drops refusals of requests that are as the document says, for reasons that it cannot say."""
    if type(failure).__name__ == "AcceptedNegativeData" and case.media_type == "text/csv":
        # Whatever is sent there is a text.
        return False
    if type(failure).__name__ == "AcceptedNegativeData" and response.status_code == 413:
        # A length of more than counts is refused as one of more than is taken.
        return False
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code not in (400, 413):
        return True
    return response.json().get("code") not in BEYOND_SCHEMAS
