/**
 * Stands in for the part of zod that turns schemas into JSON Schema, 17 kB packed, which every schema drags along and
 * the app never asks for.
 */
function never(): never {
  throw new Error('no JSON Schema is made in the browser')
}

export {
  never as aggregateChecks,
  never as stringProcessor,
  never as numberProcessor,
  never as booleanProcessor,
  never as bigintProcessor,
  never as symbolProcessor,
  never as nullProcessor,
  never as undefinedProcessor,
  never as voidProcessor,
  never as neverProcessor,
  never as anyProcessor,
  never as unknownProcessor,
  never as dateProcessor,
  never as enumProcessor,
  never as literalProcessor,
  never as nanProcessor,
  never as templateLiteralProcessor,
  never as fileProcessor,
  never as successProcessor,
  never as customProcessor,
  never as functionProcessor,
  never as transformProcessor,
  never as mapProcessor,
  never as setProcessor,
  never as arrayProcessor,
  never as objectProcessor,
  never as unionProcessor,
  never as intersectionProcessor,
  never as tupleProcessor,
  never as recordProcessor,
  never as nullableProcessor,
  never as nonoptionalProcessor,
  never as defaultProcessor,
  never as prefaultProcessor,
  never as catchProcessor,
  never as pipeProcessor,
  never as readonlyProcessor,
  never as promiseProcessor,
  never as optionalProcessor,
  never as lazyProcessor,
  never as toJSONSchema,
  never as initializeContext,
  never as processSchema,
  never as extractDefs,
  never as finalize,
  never as createToJSONSchemaMethod,
  never as createStandardJSONSchemaMethod,
}

export const allProcessors = {}
