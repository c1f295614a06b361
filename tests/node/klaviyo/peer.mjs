// Klaviyo's own SDK as a client of the gateway. Reads one JSON command a line from stdin: { url, key, api, call, args }; answers one JSON line
// each with what the SDK made of the answer (its own names and types); ends with stdin.
import { createInterface } from 'node:readline';
import * as klaviyo from 'klaviyo-api';

function client({ url, key, api }) {
  const session = new klaviyo.ApiKeySession(key, new klaviyo.RetryWithExponentialBackoff({ numRetries: 1 }));
  const made = new klaviyo[`${api}Api`](session);
  made.basePath = url;
  return made;
}

// A date that the SDK could not read must not pass for one that was not there.
function check(value, path = '') {
  if (value instanceof Date && Number.isNaN(value.getTime())) throw new Error(`Not a date: ${path}`);
  if (value && typeof value === 'object' && !(value instanceof Date)) for (const [name, inner] of Object.entries(value)) check(inner, `${path}/${name}`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    const { response, body } = await client(command)[command.call](...command.args);
    check(body);
    answer = { result: { status: response.status, body: body && typeof body === 'object' ? body : null } };
  } catch (error) {
    const first = error.response?.data?.errors?.[0];
    answer = { error: { status: error.response?.status ?? null, code: null, message: first ? `${first.code} ${first.source?.pointer ?? first.source?.parameter ?? ''} ${first.detail}` : String(error.stack) } };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
