"""clickhouse.py SQL: runs statements in the current folder, and prints the rows of the last one as JSON lines."""
import re
import sys

from chdb import session

server = session.Session()
server.query("create database warehouse")
server.query("use warehouse")
for statement in re.split(r";\s*$", sys.argv[1], flags=re.MULTILINE):
    if statement.strip():
        result = server.query(statement, "JSONEachRow")
print(result)
