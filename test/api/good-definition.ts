import { load } from './api-server.js';

/** A definitions file without a fault: one API, two tools. */
export const good = `
apis:
  tickets:
    base_url: https://tickets.acme.example/api/
    credentials: service
    service: { secret_file: secret.txt }
    tools:
      get_ticket:
        title: Get a ticket
        description: One ticket.
        effect: read
        input:
          properties: { ticket_id: { type: string } }
          required: [ticket_id]
        method: GET
        path: /tickets/{ticket_id}
        select: 'ticket.{id: id, title: title}'
      create_ticket:
        title: Create a ticket
        description: A new ticket.
        effect: create
        input:
          properties:
            title: { type: string }
            labels: { type: array, items: { type: string } }
          required: [title]
        method: POST
        path: /tickets
`;

/** `LINE: MESSAGE` of each fault of a definitions file, in the order of their lines. */
export const faultsOf = async (text: string): Promise<string[]> =>
  (await load(text, { 'secret.txt': 's3cret-value' })).faults.map(({ line, message }) => `${line}: ${message}`);
