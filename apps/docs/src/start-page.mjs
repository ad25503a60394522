// The first five minutes: a credential, three requests, the client. Paths and bodies are those of the contract's examples.
import { exampleValues, findOperation } from './contract.mjs';
import { html } from './html.mjs';
import { operationLink } from './reference-page.mjs';

/** @import { Contract, Operation } from './contract.mjs' */

// The server's default address. The page's script puts the registry's own in its place.
const registryUrl = 'http://127.0.0.1:4080';

/**
 * The body of an operation's first example.
 * @param {Contract} contract
 * @param {Operation} operation
 */
function firstBody(contract, operation) {
  return exampleValues(contract, operation.requestBody ?? {}, 'application/json')[0];
}

/**
 * A command that works when it is pasted.
 * @param {Operation} operation
 * @param {string} modelName
 * @param {unknown} body
 */
function curl(operation, modelName, body) {
  const url = `${registryUrl}${operation.path.replace('{model_name}', modelName)}`;
  const method = operation.method === 'GET' ? '' : ` -X ${operation.method}`;
  const lines = [`curl${method} ${url}`, '-H "Authorization: Bearer $REGISTRY_KEY"'];
  if (body !== undefined)
    lines.push(
      "-H 'Content-Type: application/json'",
      `-d '${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')}'`,
    );
  return lines.join(' \\\n  ');
}

/**
 * @param {Contract} contract
 * @param {string} operationId
 * @param {string} modelName
 */
function request(contract, operationId, modelName) {
  const operation = findOperation(contract, operationId);
  return html`<h3><a href="${operationLink(operation)}">${operation.summary}</a></h3>
<pre><code>${curl(operation, modelName, firstBody(contract, operation))}</code></pre>`;
}

/**
 * @param {string} modelName
 * @param {object} body
 */
function program(modelName, body) {
  const fields = Object.entries({ model_name: modelName, ...body }).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value).replaceAll('"', "'")},`,
  );
  return `import { createClient } from '@llm-registry/client';

const registry = createClient({ baseUrl: '${registryUrl}', token: process.env.REGISTRY_KEY });
const model = await registry.replaceModel({
${fields.join('\n')}
});
console.log(model.input_cost, model.max_context_window);`;
}

/** @param {Contract} contract */
export function startPage(contract) {
  const created = /** @type {{ model_name: string }} the name is required on POST */ (
    firstBody(contract, findOperation(contract, 'upsertModel'))
  );
  const replacement = /** @type {object} every body is an object */ (
    firstBody(contract, findOperation(contract, 'replaceModel'))
  );
  return {
    title: 'Start - LLM Registry',
    description: 'A credential, three requests and the typed client.',
    file: 'start.html',
    main: html`<main>
<h1>Start</h1>
<p class="lead">${contract.info.summary}</p>
<h2>A credential</h2>
<p>The first <code>npm start</code> prints an admin key, once. An operator makes more on the server:</p>
<pre><code>npm run registry -- keys create --organization default --name laptop --role editor
export REGISTRY_KEY=llmr_…</code></pre>
<h2>Three requests</h2>
${['upsertModel', 'replaceModel', 'getModel'].map((operationId) => request(contract, operationId, created.model_name))}
<p>The answer is the effective model: what the request set, and everything else inherited from its base.</p>
<h2>The typed client</h2>
<p>The registry hands out the client that fits it:</p>
<pre><code>npm install ${registryUrl}/client.tgz</code></pre>
<pre><code>${program(created.model_name, replacement)}</code></pre>
<p>A failed call throws a problem with a stable <code>code</code>: <a href="errors/index.html">all error codes</a>.</p>
<h2>Files</h2>
<ul>
<li><a href="../openapi.yaml">openapi.yaml</a> and <a href="../openapi.json">openapi.json</a>: the contract, for any generator or tool</li>
<li><a href="../client.tgz">client.tgz</a>: the client as an npm package</li>
</ul>
</main>`,
    scripts: html`<script src="assets/start.js" type="module"></script>`,
  };
}
