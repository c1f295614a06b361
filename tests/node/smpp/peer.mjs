// A provider over SMPP, and a sender, by another implementation. Reads one JSON command a line from stdin, answers one JSON line each; ends with stdin.
import { createInterface } from 'node:readline';
import smpp from 'smpp';

const submits = [];
const enquiries = [];
let sessions = [];
let server;
let rules = {};
let issued = 0;
let client;
const received = [];

const text = (pdu) => pdu.message_payload?.message ?? pdu.short_message?.message;
const plain = (value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value ?? null);

function serve(session) {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    if (rules.bind) return session.send(pdu.response({ command_status: rules.bind }));
    sessions.push(session);
    session.systemId = pdu.system_id;
    session.send(pdu.response({ system_id: 'peer' }));
  });
  session.on('close', () => { sessions = sessions.filter((other) => other !== session); });
  session.on('enquire_link', (pdu) => {
    enquiries.push(pdu.sequence_number);
    if (!rules.deaf) session.send(pdu.response());
  });
  session.on('unbind', (pdu) => { session.send(pdu.response()); session.close(); });
  session.on('submit_sm', (pdu) => {
    submits.push({
      from: pdu.source_addr, fromTon: pdu.source_addr_ton, fromNpi: pdu.source_addr_npi,
      to: pdu.destination_addr, toTon: pdu.dest_addr_ton, toNpi: pdu.dest_addr_npi,
      text: text(pdu), coding: pdu.data_coding, esm: pdu.esm_class, registered: pdu.registered_delivery, validFor: pdu.validity_period ? Math.round((pdu.validity_period - Date.now()) / 60_000) : null,
      udh: pdu.short_message?.udh ? pdu.short_message.udh.map((element) => [...element]) : null,
      sar: pdu.sar_total_segments ? [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum] : null,
      payload: pdu.message_payload !== undefined,
    });
    const second = rules.throttleSecond && pdu.short_message?.udh?.[0]?.at(-1) === 2;
    if (second) rules = {};
    const rule = second ? { status: 0x58 } : rules.to?.[pdu.destination_addr] ?? rules.submit ?? {};
    const id = rule.id ?? `${rules.prefix ?? 'a'}${(++issued).toString(16).padStart(9, '0')}`;
    const answer = () => session.send(rule.status ? pdu.response({ command_status: rule.status }) : pdu.response({ message_id: id }));
    if (rule.early) receipt({ id, to: pdu.destination_addr, from: pdu.source_addr }).then(answer);
    else if (rule.cut) session.destroy();
    else if (rule.after) setTimeout(answer, rule.after);
    else if (!rule.silent) answer();
  });
}

const deliver = (fields) => new Promise((resolve) => sessions.at(-1).deliver_sm(fields, (answer) => resolve(answer.command_status)));

const receipt = ({ id, to, from, stat = 'DELIVRD', state, tlv = false, esm = 4, err = '000', words }) => deliver({
  source_addr: to, source_addr_ton: 1, source_addr_npi: 1, destination_addr: from, esm_class: esm,
  short_message: words ?? `id:${id} sub:001 dlvrd:001 submit date:2611271200 done date:2611271201 stat:${stat} err:${err} text:stat:UNDELIV`,
  ...(tlv ? { receipted_message_id: id, message_state: state } : {}),
});

const commands = {
  listen: () => new Promise((resolve) => {
    server = smpp.createServer(serve);
    server.on('error', () => {});
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  }),
  rules: (given) => { rules = given.rules; },
  submits: () => submits.splice(0),
  count: () => submits.length,
  enquiries: () => enquiries.length,
  sessions: () => sessions.length,
  receipt,
  deliver: ({ fields }) => deliver({
    ...fields,
    short_message: fields.udh ? { udh: Buffer.from(fields.udh), message: fields.short_message } : fields.short_message,
    udh: undefined,
  }),
  ask: () => new Promise((resolve) => sessions.at(-1).enquire_link((answer) => resolve(answer.command_status))),
  unbind: () => new Promise((resolve) => sessions.at(-1).unbind((answer) => resolve(answer.command_status))),
  cut: () => { for (const session of sessions) session.destroy(); },

  bind: ({ port, systemId, password }) => new Promise((resolve, reject) => {
    client = smpp.connect({ url: `smpp://127.0.0.1:${port}` }, () => client.bind_transceiver(
      { system_id: systemId, password }, (answer) => resolve(answer.command_status)));
    client.on('error', reject);
    client.on('deliver_sm', (pdu) => {
      received.push({ from: pdu.source_addr, to: pdu.destination_addr, esm: pdu.esm_class, text: text(pdu), id: plain(pdu.receipted_message_id), state: pdu.message_state ?? null });
      client.send(pdu.response());
    });
  }),
  submit: ({ fields }) => new Promise((resolve) => client.submit_sm(fields, (answer) => resolve({ status: answer.command_status, id: answer.message_id ?? null }))),
  received: () => received.splice(0),
  leave: () => new Promise((resolve) => client.unbind((answer) => { client.close(); resolve(answer.command_status); })),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...args } = JSON.parse(line);
  let answer;
  try {
    answer = { result: (await commands[command](args)) ?? null };
  } catch (error) {
    answer = { error: { status: null, code: null, message: String(error.message ?? error) } };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
process.exit(0);
