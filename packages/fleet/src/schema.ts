// The tables of a fleet, and their versions.
import { randomUUID } from "node:crypto";
import { PgBoss } from "pg-boss";
import { FleetError } from "./fleet-error.ts";
import type { Settings } from "./options.ts";
import { type Database, type Queryable, readable } from "./postgres.ts";
import { PLANNING, queues, send, TURNS } from "./queues.ts";
import type { FleetStore } from "./store/store.ts";

/** The version of the tables after each step. A step never changes once it is released: later changes are new steps. */
const STEPS: readonly ((schema: string) => string)[] = [
  (schema) => `
    create table ${schema}.fleet (id uuid not null, store text not null, created_at timestamptz not null default now());
    create table ${schema}.accounts (
      name text primary key,
      is_paused boolean not null default false,
      -- Refused by the service: nothing is sent until then.
      blocked_until timestamptz,
      error jsonb,
      -- The number of the current turn. A worker with an older number has lost its turn.
      turn bigint not null default 0,
      -- A create call may be under way until then.
      busy_until timestamptz not null default '-infinity',
      -- The planned period of each plan, in milliseconds: { "PLAN": [from, to] }.
      planned jsonb not null default '{}'
    ) with (fillfactor = 50);
    create table ${schema}.windows (
      account text not null references ${schema}.accounts (name),
      id text not null,
      plan text not null,
      standing text not null,
      -- When the window is looked at next. Null when its file has complete data.
      due_at timestamptz,
      tries int not null default 0,
      record jsonb not null,
      -- The IDs in the record's create call: by far its largest part, written once, and kept by later changes of the row.
      ids jsonb,
      changed_at timestamptz not null default now(),
      primary key (account, id)
    ) with (autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_scale_factor = 0.02);
    alter table ${schema}.windows alter column ids set storage external;
    create index windows_due on ${schema}.windows (account, standing, due_at) where standing <> 'done';
    -- When the next call may start. Losing it in a crash costs nothing.
    create unlogged table ${schema}.limits (name text primary key, free_at timestamptz not null) with (fillfactor = 50);`,
];

/**
 * Creates the tables, or brings them up to date, those of pg-boss included. Any number of workers can call it at the same time.
 *
 * @throws FleetError `FLEET_VERSION`, `FLEET_MIXED`, or the error of the connection.
 */
export async function migrate(db: Database, { store, lease }: Pick<Settings, "store" | "lease">): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      // Released at the end of the transaction.
      await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 1))", [db.schema]);
      await tx.query(`create schema if not exists ${db.schema}`);
      await tx.query(
        `create table if not exists ${db.schema}.migrations (version int primary key, at timestamptz not null default now())`,
      );
      const { rows } = await tx.query<{ version: number }>(
        `select coalesce(max(version), 0)::int as version from ${db.schema}.migrations`,
      );
      const version = rows[0]?.version ?? 0;
      if (version > STEPS.length)
        throw new FleetError(
          "FLEET_VERSION",
          `The tables in ${db.schema} have version ${version}, and this program knows ${STEPS.length}`,
          {
            advice: "Update @cdn-export/fleet on this machine",
          },
        );
      for (const [i, step] of STEPS.entries()) {
        if (i < version) continue;
        await tx.query(step(db.schema));
        await tx.query(`insert into ${db.schema}.migrations (version) values ($1)`, [i + 1]);
      }
      await checkStore(tx, db, store);
      // On a connection of its own, while this transaction holds the lock.
      await migrateBoss(db, lease);
    });
  } catch (error) {
    throw readable(error, db.config);
  }
}

/** A database and a store belong together: a mark in the store has the ID that is in the database. */
async function checkStore(tx: Queryable, { schema }: Database, store: FleetStore): Promise<void> {
  const { rows } = await tx.query<{ id: string; store: string }>(`select id, store from ${schema}.fleet`);
  const [known] = rows;
  const markOf = (id: string) => `.cdn-export-fleet-${id}`;
  if (known) {
    if (await store.has(markOf(known.id))) return;
    throw new FleetError(
      "FLEET_MIXED",
      `The schema ${schema} belongs to a fleet whose files are in ${known.store}, and ${store.location} isn't its store`,
      {
        advice: "Mount the store, or set postgres.schema to another name for a second fleet",
      },
    );
  }
  const id = randomUUID();
  await store.mark(markOf(id));
  await tx.query(`insert into ${schema}.fleet (id, store) values ($1, $2)`, [id, store.location]);
}

/** Lets a worker plan now, and send what is due. Turns that wait for a later try begin at once. */
export async function nudge(db: Database, accounts: readonly string[]): Promise<void> {
  await withBoss(db, async (boss) => {
    for (const singletonKey of accounts) await boss.update(TURNS, undefined, { singletonKey, startAfter: 0 });
    await send(boss, PLANNING, [{}]);
  });
}

/** Runs work with pg-boss in a process that isn't a worker. */
async function withBoss(db: Database, work: (boss: PgBoss) => Promise<void>): Promise<void> {
  const boss = new PgBoss({ ...bossConnection(db), supervise: false, schedule: false, registerInstance: false });
  boss.on("error", () => {});
  await boss.start();
  try {
    await work(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function migrateBoss(db: Database, lease: number): Promise<void> {
  await withBoss(db, async (boss) => {
    const version = await boss.schemaVersion();
    const { schema } = await bossManifest();
    if (version !== null && version > schema)
      throw new FleetError(
        "FLEET_VERSION",
        `pg-boss in ${db.bossSchema} has version ${version}, and this program knows ${schema}`,
        {
          advice: "Update @cdn-export/fleet on this machine",
        },
      );
    for (const [name, options] of queues(lease)) {
      await boss.createQueue(name, options);
      const { policy: _, ...changeable } = options;
      await boss.updateQueue(name, changeable);
    }
  });
}

async function bossManifest(): Promise<{ schema: number }> {
  const { default: manifest } = await import("pg-boss/package.json", { with: { type: "json" } });
  return manifest.pgboss;
}

/** How pg-boss reaches the database. */
export function bossConnection({ config, bossSchema }: Database): ConstructorParameters<typeof PgBoss>[0] & object {
  const { host, port, user, password, database, ssl, connectionTimeoutMillis } = config;
  return { host, port, user, password, database, ssl, connectionTimeoutMillis, schema: bossSchema } as object;
}
