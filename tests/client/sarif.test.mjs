// What the command line writes for code scanning services is what the format's own schema asks for.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { root } from "../../client/scripts/tools.mjs";
import { bep } from "../fixture.mjs";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const schemas = path.join(path.dirname(require.resolve("@microsoft/jest-sarif")), "schemas");
const json = (file) => JSON.parse(fs.readFileSync(file, "utf8"));

// The schema's addresses are looked at by hand: this validator knows no format of them.
const ajv = new Ajv({ schemaId: "id", meta: false, unknownFormats: "ignore", allErrors: true });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const isValid = ajv.compile(json(path.join(schemas, "sarif-2.1.0-rtm.5.json")));

test("the report of every sample is valid SARIF 2.1.0", () => {
  for (const folder of [".", ...fs.readdirSync(path.join(root, "samples"))]) {
    const sample = path.join(root, "samples", folder);
    if (!fs.statSync(sample).isDirectory()) continue;
    const report = JSON.parse(bep("check", sample, "--format", "sarif"));
    assert.ok(isValid(report), JSON.stringify(isValid.errors, undefined, 2));
    assert.equal(report.runs.length, 1);
  }
});

test("a report that is not valid is told from one that is", () => {
  const report = JSON.parse(bep("check", path.join(root, "samples"), "--format", "sarif"));
  report.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
  assert.ok(!isValid(report));
});
