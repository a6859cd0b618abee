"""Builds keepers, knowledge and readers from the settings."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from doctypes.loader import load_types
from models.errors import ConfigInvalid
from pipeline.engine_name import engine_name
from pipeline.image.jpeg_header import read_jpeg_header
from pipeline.models_folder import model_folders
from pipeline.reader_child import ChildReader
from pipeline.reading_alphabet import reading_alphabet
from pipeline.reading_process import EngineRecipe
from regulations.loader import folder_and_name, load_other_years, load_regulation
from services.keepers import Keepers, Knowledge
from storage.accounts_sql import SqlAccounts
from storage.archive import Archive
from storage.archive_local import LocalArchive
from storage.archive_minio import MinioArchive
from storage.arrival_book_sql import SqlArrivalBook
from storage.backfills_sql import SqlBackfills
from storage.blobs import Blobs
from storage.blobs_local import LocalBlobs
from storage.blobs_minio import MinioBlobs, bucket_of
from storage.breakers_sql import SqlBreakers
from storage.cases_sql import SqlCases
from storage.corrections_sql import SqlCorrections
from storage.history_sql import SqlHistory
from storage.jobs_sql import SqlJobs
from storage.lanes_sql import SqlLanes
from storage.leadership_sql import sql_leadership
from storage.library_sql import SqlLibrary
from storage.migrate import check_schema, upgrade
from storage.previews_sql import SqlPreviews
from storage.processes_sql import SqlProcesses
from storage.queue_dramatiq import DramatiqQueue, broker_of
from storage.records_sql import SqlRecords
from storage.retention_sql import SqlRetention
from storage.samples_sql import SqlSamples
from storage.sql import Clock, Database, utc_now
from storage.worklist_sql import SqlWorklist
from storage.workload_sql import SqlWorkload
from wiring.config import Config


def build_keepers(config: Config, *, clock: Clock = utc_now) -> Keepers:
    """Build the keepers. With the embedded default the database is brought up to date first.

    `clock` is what the ledger goes by.

    Raises:
        ConfigInvalid: a URL is wrong, or the database's schema is not that of this build.
        StorageUnavailable: the database does not answer.
    """
    database = Database(config.database_url, clock=clock, pool_size=max(10, 2 * config.readers))
    if config.is_embedded:
        upgrade(database)
    else:
        check_schema(database)
    return Keepers(
        blobs=build_blobs(config),
        records=SqlRecords(database),
        jobs=SqlJobs(database),
        backfills=SqlBackfills(database),
        archive=build_archive(config),
        max_upload_bytes=config.max_upload_bytes,
        cases=SqlCases(database),
        arrival_book=SqlArrivalBook(database),
        previews=SqlPreviews(database),
        worklist=SqlWorklist(database),
        corrections=SqlCorrections(database),
        history=SqlHistory(database),
        accounts=SqlAccounts(database),
        library=SqlLibrary(database),
        queue=DramatiqQueue(broker_of(config.broker_url)),
        processes=SqlProcesses(database),
        workload=SqlWorkload(database),
        samples=SqlSamples(database),
        retention=SqlRetention(database),
        leadership=sql_leadership(database, "sweep"),
        lanes=SqlLanes(database),
        breakers=SqlBreakers(database),
    )


def build_blobs(config: Config) -> Blobs:
    """Build the keeper of bytes.

    Raises:
        ConfigInvalid: the URL names no folder, or no bucket.
    """
    if config.blobs_url.startswith("file:"):
        return LocalBlobs(folder_of(config.blobs_url, "CERTCHECK_BLOBS_URL"))
    return MinioBlobs(bucket_of(config.blobs_url))


def build_archive(config: Config) -> Archive | None:
    """Build the reader of papers that stay where they are; None where no archive is configured.

    Raises:
        ConfigInvalid: the URL names no folder, or no bucket.
    """
    if not config.archive_url:
        return None
    if config.archive_url.startswith("file:"):
        return LocalArchive(folder_of(config.archive_url, "CERTCHECK_ARCHIVE_URL"))
    return MinioArchive(bucket_of(config.archive_url, setting="CERTCHECK_ARCHIVE_URL"))


def build_knowledge(config: Config) -> Knowledge:
    """Load definitions, the regulation with those of other years, and the reader's alphabet.

    Raises:
        DefinitionInvalid: a definition is wrong.
        EngineUnavailable: the models are not where they should be.
    """
    with model_folders(config.models_dir) as folders:
        alphabet = reading_alphabet(folders.recogniser.weights)
    folder, name = folder_and_name(config.regulation)
    regulation = load_regulation(name, folder=folder)
    return Knowledge(
        types=load_types(),
        regulation=regulation,
        alphabet=alphabet,
        other_years=load_other_years(regulation, folder=folder),
    )


def build_reader(config: Config, *, yields: bool = False) -> ChildReader:
    """Build a reader whose engine lives in a process of its own; nothing is started before the first page.

    With `yields` that process takes only what time others leave over.

    Raises:
        ConfigInvalid: the folder of models cannot be read.
    """
    try:
        name = engine_name(config.models_dir)
    except OSError as error:
        raise ConfigInvalid("CERTCHECK_MODELS_DIR: expected a folder that can be read, met none") from error
    models_dir = str(config.models_dir) if config.models_dir else None
    return ChildReader(
        EngineRecipe(
            make="wiring.engine:make_engine",
            name=name,
            options={"models_dir": models_dir, "threads": config.ocr_threads},
            yields=yields,
        ),
        pages_per_process=config.pages_per_process,
        timeout_seconds=config.read_timeout_seconds,
        memory_limit_bytes=config.worker_memory_bytes,
        refuse=read_jpeg_header,
    )


def upgrade_database(config: Config) -> str:
    """Bring the database up to date, and return the name of its schema; the deed of whoever installs a new build.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    database = Database(config.database_url)
    schema = upgrade(database)
    database.close()
    return schema


def folder_of(url: str, setting: str) -> Path:
    """Return the folder that a `file:` URL names.

    Raises:
        ConfigInvalid: it names none.
    """
    path = unquote(urlsplit(url).path)
    if not path:
        raise ConfigInvalid(f"{setting}: expected file:path, met no path")
    return Path(path)
