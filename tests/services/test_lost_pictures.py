"""Pictures that are lost are told from those that somebody had removed."""

from dataclasses import replace

from models.case import Upload
from services.intake import accept_upload, put_application
from services.lost_pictures import lost_pictures
from services.retention import forget_pictures
from tests.support.houses import memory_house
from tests.support.people import APPLICATION


def test_a_lost_picture_is_named_and_one_that_was_removed_is_not() -> None:
    keepers, papers = memory_house(), {}
    for key in ("HB1", "HB2", "HB3"):
        put_application(replace(APPLICATION, application_id=key), keepers=keepers)
        papers[key] = accept_upload(key, Upload(file="a.jpg", content=key.encode()), keepers=keepers).document_id
    forget_pictures("HB1", reason="asked for", who="li", keepers=keepers)
    keepers.blobs.remove(keepers.records.document(papers["HB2"]).sha256)

    found = lost_pictures(keepers=keepers)

    assert found == (3, (papers["HB2"],))
