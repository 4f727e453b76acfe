"""The JSON of every command is as `schema` says, and what is not so is refused."""

import copy
import json

from jsonschema import Draft202012Validator

from .program import VIEWS


def run(built_in, hostile, report):
    schemas = {}
    for what in ("export", "passage", "hits", "view"):
        schemas[what] = json.loads(built_in.text("schema", what))
        Draft202012Validator.check_schema(schemas[what])
    valid = {what: Draft202012Validator(schema) for what, schema in schemas.items()}

    def describes(what, value, where):
        wrong = [f"{e.json_path}: {e.message}" for e in valid[what].iter_errors(value)][:3]
        report.holds(not wrong, f"{where} is not as `schema {what}` says", "; ".join(wrong))

    for program in (built_in, hostile):
        name = "own data" if program.data else "built-in data"
        whole = program.json("export")
        describes("export", whole, f"{name}: export")
        # Passages are described by the same words within an export and alone: one of each kind is enough.
        kinds = {p["kind"]: p["id"] for p in whole["passages"]}
        lines = program.text("export", "--format", "jsonl").splitlines()
        report.equal(len(lines), len(whole["passages"]), f"{name}: lines of export")
        for line, passage in zip(lines, whole["passages"]):
            value = json.loads(line)
            report.equal(value, passage, f"{name}: {passage['id']} as a line")
            if kinds[passage["kind"]] == passage["id"]:
                describes("passage", value, f"{name}: {passage['id']}")
        for passage in kinds.values():
            describes("passage", program.json("show", passage), f"{name}: show {passage}")
        describes("export", program.json("show", whole["reports"][0]["id"]), f"{name}: show a report")
        for query in ("no", "unodc organ", "year:2022"):
            describes("hits", program.json("search", query, "--limit", "200"), f"{name}: search {query}")
            describes("hits", program.json("search", query, "--explain"), f"{name}: search {query}, explained")
        for command in [*VIEWS, ["show", program.json("list", "terms")["rows"][0]["value"]]]:
            told = program.text(*command, "--format", "json")
            describes("view", json.loads(told), f"{name}: {command}")
            lines = program.text(*command, "--format", "jsonl").splitlines()
            report.equal([json.loads(line) for line in lines], json.loads(told)["rows"], f"{name}: {command} as lines")

    refuses(valid, built_in, report)


def refuses(valid, built_in, report):
    export = built_in.json("export", "--limit", "1")
    passage = export["passages"][0]
    for field, value in (("kind", "poem"), ("text", None), ("years", ["2022"]), ("surprise", 1)):
        wrong = {**passage, field: value}
        report.holds(not valid["passage"].is_valid(wrong), f"a passage whose {field} is {value!r} is not refused")
        whole = copy.deepcopy(export)
        whole["passages"][0] = wrong
        report.holds(not valid["export"].is_valid(whole), f"an export with {field} {value!r} is not refused")
    view = {"view": "coverage", "title": "", "notes": [], "columns": [], "rows": [{}]}
    report.holds(not valid["view"].is_valid(view), "a view with an empty row is not refused")
    report.holds(not valid["hits"].is_valid([{"rank": "first"}]), "a hit without a type is not refused")
