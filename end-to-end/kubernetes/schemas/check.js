// Checks Kubernetes manifests, as YAML files, against what kubernetes-models has of Kubernetes' OpenAPI description:
// by its JSON schemas, as compiled validators (types, required fields, enumerations, formats), and by its TypeScript
// declarations, which refuse a field that is not known, where JSON schemas let it pass.
//
//   node check.js FILE...
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

const here = import.meta.dirname

function moduleOf(object) {
  return `kubernetes-models/${object.apiVersion}/${object.kind}`
}

/** What is wrong with the objects, each as a line. */
async function problems(objects) {
  const found = []
  for (const object of objects) {
    const name = `${object.kind}/${object.metadata?.name}`
    try {
      const model = (await import(moduleOf(object)))[object.kind]
      new model(object).validate()
    } catch (error) {
      found.push(`${name}: ${error.message}`)
    }
  }
  const folder = mkdtempSync(join(here, 'typed-'))
  try {
    const file = join(folder, 'manifests.ts')
    writeFileSync(file, objects.map((object, i) =>
      `import type { I${object.kind} as T${i} } from '${moduleOf(object)}'\n` +
      `export const m${i}: T${i} = ${JSON.stringify(object, null, 1)}\n`).join(''))
    execFileSync(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict',
      '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', '--moduleResolution', 'nodenext', file],
    { cwd: here, encoding: 'utf8' })
  } catch (error) {
    found.push(...error.stdout.split('\n').filter(line => line.includes('error TS')))
  } finally {
    rmSync(folder, { recursive: true })
  }
  return found
}

const deployment = spec => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'wrong' },
  spec: { selector: {}, template: { spec: { containers: [{ name: 'one' }] } }, ...spec },
})
// A check that finds nothing wrong with these would find nothing wrong with anything.
for (const [wrong, why] of [
  [deployment({ replicas: 'three' }), 'a wrong type'],
  [deployment({ selector: undefined }), 'a missing field'],
  [deployment({ replica: 3 }), 'an unknown field'],
  [deployment({ template: { spec: { containers: [{ name: 'one', lifecycle: { preStop: { nap: {} } } }] } } }), 'an unknown field deep down'],
]) {
  if ((await problems([JSON.parse(JSON.stringify(wrong))])).length === 0) {
    console.error(`the check itself is wrong: it does not see ${why}`)
    process.exit(1)
  }
}

let failed = false
for (const file of process.argv.slice(2)) {
  const objects = parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS())
  const found = await problems(objects)
  found.forEach(line => console.error(`${file}: ${line}`))
  failed ||= found.length > 0
  console.log(`${file}: ${objects.length} objects, ${found.length} problems`)
}
process.exit(failed ? 1 : 0)
