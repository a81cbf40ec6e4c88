#!/bin/sh
# Run once by the database's container on an empty volume: roles and database with the least rights.
exec psql -X -v ON_ERROR_STOP=1 -v password="$SHOUWEN_PASSWORD" -U "$POSTGRES_USER" -f /database.sql postgres
