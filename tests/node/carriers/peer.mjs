// The providers' own SDKs as peers. Reads one JSON command a line from stdin, answers one JSON line each; ends with stdin.
import { createInterface } from 'node:readline';
import { createPrivateKey, sign } from 'node:crypto';
import { Vonage } from '@vonage/server-sdk';
import { Auth, AlgorithmTypes } from '@vonage/auth';
import Telnyx from 'telnyx';
import plivo from 'plivo';

const commands = {
  vonageSend: async ({ baseUrl, id, secret, message }) =>
    (await new Vonage(new Auth({ apiKey: id, apiSecret: secret }), { restHost: baseUrl, apiHost: baseUrl }).sms.send(message)),
  vonageVerify: ({ params, secret, method }) =>
    new Vonage(new Auth({ apiKey: 'k', apiSecret: 's' })).sms.verifySignature(params.sig, params, secret, AlgorithmTypes[method]),

  telnyxSend: async ({ baseUrl, secret, message }) => (await telnyx(baseUrl, secret).messages.send(message)).data,
  telnyxFetch: async ({ baseUrl, secret, id }) => (await telnyx(baseUrl, secret).messages.retrieve(id)).data,
  telnyxUnwrap: async ({ body, headers, key }) => (await telnyx('http://127.0.0.1:1', 'x').webhooks.unwrap(body, { headers, key })).data.payload.id,
  // The SDK only verifies. This signs with Node's own Ed25519, which it verifies with: another implementation than ours.
  telnyxSign: ({ body, timestamp, seed }) => sign(null, Buffer.from(`${timestamp}|${body}`), createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]), format: 'der', type: 'pkcs8',
  })).toString('base64'),

  plivoSend: async ({ baseUrl, id, secret, message }) => {
    const sent = await client(baseUrl, id, secret).messages.create(message.src, message.dst, message.text, { url: message.url, method: 'POST' });
    return { message: sent.message, messageUuid: sent.messageUuid };
  },
  plivoFetch: async ({ baseUrl, id, secret, uuid }) => {
    const found = await client(baseUrl, id, secret).messages.get(uuid);
    return { state: found.messageState, error: found.errorCode, to: found.toNumber, from: found.fromNumber };
  },
  plivoV3: ({ url, nonce, secret, signature, params }) => plivo.validateV3Signature('POST', url, nonce, secret, signature, params),
  plivoV2: ({ url, nonce, secret, signature }) => plivo.validateSignature(url, nonce, signature, secret),
};

const telnyx = (baseUrl, apiKey) => new Telnyx({ apiKey, baseURL: baseUrl + '/v2', maxRetries: 0 });
const client = (baseUrl, id, secret) => new plivo.Client(id, secret, { url: `${baseUrl}/v1/Account/${id}` });

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...args } = JSON.parse(line);
  let answer;
  try {
    answer = { result: (await commands[command](args)) ?? null };
  } catch (error) {
    const code = error.error?.errors?.[0]?.code ?? error.response?.messages?.[0]?.status;
    answer = { error: { status: error.status ?? null, code: code === undefined ? null : Number(code), message: String(error.message) } };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
